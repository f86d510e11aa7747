package io.belay.coordinator.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of Belay, whatever its role: its build, its JVM, its use of the machine. Of what
 * Micrometer offers, what an operator looks at.
 */
public final class ProcessMetrics implements AutoCloseable {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Processor time has its usual name below; the rest answers no question of an operator. */
  private static final List<String> LEFT_OUT =
      List.of(
          "process.cpu.time",
          "system.cpu.count",
          "jvm.memory.committed",
          "jvm.buffer.count",
          "jvm.buffer.total",
          "jvm.threads.states",
          "jvm.threads.started",
          "jvm.gc.max.data.size");

  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * Registers them, before all others: what the registry is told to leave out holds for meters that
   * come later.
   *
   * @param version of Belay
   * @param role of the process
   */
  public ProcessMetrics(MeterRegistry registry, String version, String role) {
    LEFT_OUT.forEach(
        prefix -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(prefix)));
    Gauge.builder("belay.build.info", () -> 1)
        .description("Always 1; the tags say what runs")
        .tag("version", version)
        .tag("java", System.getProperty("java.version", "unknown"))
        .tag("role", role)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, bean -> bean.getProcessCpuTime() / NANOS)
          .description("Processor time that the process used")
          .baseUnit("seconds")
          .register(registry);
    }
  }

  /** Stops listening to the garbage collector. */
  @Override
  public void close() {
    collections.close();
  }
}
