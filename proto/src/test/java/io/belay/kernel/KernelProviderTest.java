package io.belay.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelProviderTest {

  private static final String HOTSPOT = "mixed mode, sharing";

  @Test
  void vectorsServeWhereTheModuleIs() {
    KernelProvider.Choice choice = KernelProvider.choose("auto", true, HOTSPOT);
    assertThat(choice.kernels()).isInstanceOf(VectorKernels.class);
    assertThat(choice.reason()).matches("vectors of (128|256|512) bits");
  }

  @Test
  void plainLoopsServeWhereTheModuleIsMissing() {
    KernelProvider.Choice choice = KernelProvider.choose("vector", false, HOTSPOT);
    assertThat(choice.kernels()).isInstanceOf(PlainKernels.class);
    assertThat(choice.reason()).contains("--add-modules jdk.incubator.vector");
  }

  @Test
  void plainLoopsServeWhereVectorsWouldNotBeCompiled() {
    for (String vmInfo : List.of("interpreted mode, sharing", "mixed mode, emulated-client")) {
      KernelProvider.Choice choice = KernelProvider.choose("auto", true, vmInfo);
      assertThat(choice.kernels()).isInstanceOf(PlainKernels.class);
      assertThat(choice.reason()).contains(vmInfo);
      assertThat(KernelProvider.choose("vector", true, vmInfo).kernels())
          .isInstanceOf(VectorKernels.class);
    }
  }

  @Test
  void plainLoopsServeWhoeverAsksForThem() {
    KernelProvider.Choice choice = KernelProvider.choose("plain", true, HOTSPOT);
    assertThat(choice.kernels()).isInstanceOf(PlainKernels.class);
    assertThat(choice.reason()).contains("belay.kernels=plain");
  }

  @Test
  void anotherWordIsRefused() {
    assertThatThrownBy(() -> KernelProvider.choose("fast", true, HOTSPOT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kernels are auto, vector or plain: belay.kernels=fast");
  }

  @Test
  void rehearsalFitsItsArrays() {
    assertThatCode(() -> new Rehearsal().run(new PlainKernels())).doesNotThrowAnyException();
    assertThatCode(KernelProvider::warmUp).doesNotThrowAnyException();
  }
}
