package io.belay.deploy.image;

import io.belay.deploy.Commands;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which modules of the JDK the classes of a class path name, and which of its jars name them. */
final class PlatformModules {
  /** Written by the build: what Belay runs with, Belay's other modules included. */
  private static final Path CLASS_PATH = Path.of("target", "runtime-class-path");

  private PlatformModules() {}

  /** By module, the names of jars and of Belay's modules that refer to one of its classes. */
  static Map<String, TreeSet<String>> ofRuntimeClassPath() {
    Map<String, String> modules = new HashMap<>();
    ModuleFinder.ofSystem()
        .findAll()
        .forEach(module ->
            module
                .descriptor()
                .packages()
                .forEach(name -> modules.put(name.replace('.', '/'), module.descriptor().name())));
    Map<String, TreeSet<String>> users = new TreeMap<>();
    Stream.concat(
            Stream.of("target/classes"),
            Stream.of(Commands.text(CLASS_PATH).strip().split(File.pathSeparator)))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .forEach(entry -> read(entry, modules, users));
    return users;
  }

  private static void read(
      Path entry, Map<String, String> modules, Map<String, TreeSet<String>> users) {
    try {
      if (Files.isDirectory(entry)) {
        // MODULE/target/classes
        readClasses(entry, entry.getParent().getParent().getFileName().toString(), modules, users);
      } else {
        try (FileSystem jar =
            FileSystems.newFileSystem(URI.create("jar:" + entry.toUri()), Map.of())) {
          String name = entry.getFileName().toString().replaceFirst("(_2\\.13)?-[0-9].*", "");
          readClasses(jar.getPath("/"), name, modules, users);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(entry.toString(), e);
    }
  }

  private static void readClasses(
      Path root, String name, Map<String, String> modules, Map<String, TreeSet<String>> users)
      throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files
              .filter(path -> path.toString().endsWith(".class"))
              .filter(path -> !path.endsWith("module-info.class"))
              .toList()) {
        for (PoolEntry constant : ClassFile.of().parse(Files.readAllBytes(file)).constantPool()) {
          if (constant instanceof ClassEntry named) {
            String type = named.asInternalName();
            // An array is written [Ljava/lang/String; and its elements are named elsewhere, too.
            String module = modules.get(type.substring(0, Math.max(0, type.lastIndexOf('/'))));
            if (module != null) {
              users.computeIfAbsent(module, key -> new TreeSet<>()).add(name);
            }
          }
        }
      }
    }
  }
}
