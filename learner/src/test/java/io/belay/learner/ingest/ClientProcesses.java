package io.belay.learner.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Client processes with the class path of this test; they end with the test. */
final class ClientProcesses implements AutoCloseable {
  static final int CLIENTS = 4;

  private record Client(Process process, PrintWriter to, BufferedReader from) {}

  private final List<Client> clients = new ArrayList<>();

  /** Starts them all. */
  ClientProcesses(String address) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--add-modules",
                  "jdk.incubator.vector",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  IngestClient.class.getName(),
                  "client-" + i,
                  address)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      clients.add(
          new Client(
              process,
              new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8),
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))));
    }
  }

  /** Tells all of them something and waits until all have done it. */
  void tell(String command) throws IOException {
    clients.forEach(client -> client.to().println(command));
    for (Client client : clients) {
      for (String line = client.from().readLine(); !"ok".equals(line); ) {
        if (line == null) {
          throw new IOException("a client has ended");
        }
        line = client.from().readLine();
      }
    }
  }

  @Override
  public void close() {
    clients.forEach(client -> client.process().destroyForcibly());
  }
}
