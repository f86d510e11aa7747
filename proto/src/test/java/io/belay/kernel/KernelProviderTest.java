package io.belay.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelProviderTest {

  @Test
  void vectorsServeWhereTheModuleIs() {
    KernelProvider.Choice choice = KernelProvider.choose("vector", true);
    assertThat(choice.kernels()).isInstanceOf(VectorKernels.class);
    assertThat(choice.reason()).matches("vectors of (128|256|512) bits");
  }

  @Test
  void plainLoopsServeWhereTheModuleIsMissing() {
    KernelProvider.Choice choice = KernelProvider.choose("vector", false);
    assertThat(choice.kernels()).isInstanceOf(PlainKernels.class);
    assertThat(choice.reason()).contains("--add-modules jdk.incubator.vector");
  }

  @Test
  void plainLoopsServeWhoeverAsksForThem() {
    KernelProvider.Choice choice = KernelProvider.choose("plain", true);
    assertThat(choice.kernels()).isInstanceOf(PlainKernels.class);
    assertThat(choice.reason()).contains("belay.kernels=plain");
  }

  @Test
  void anotherWordIsRefused() {
    assertThatThrownBy(() -> KernelProvider.choose("fast", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kernels are vector or plain: belay.kernels=fast");
  }

  @Test
  void warmUpFitsItsArrays() {
    new Rehearsal().run(new PlainKernels());
    KernelProvider.warmUp();
    assertThat(KernelProvider.kernels()).isSameAs(KernelProvider.kernels());
  }
}
