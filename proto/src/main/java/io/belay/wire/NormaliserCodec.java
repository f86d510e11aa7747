package io.belay.wire;

import io.belay.error.BelayException;
import io.belay.policy.NormaliserStatistics;
import io.belay.v1.Normaliser;

/**
 * Observation statistics as {@code belay.v1} messages, and back; without them there is no message.
 */
public final class NormaliserCodec {
  private NormaliserCodec() {}

  /**
   * The message of statistics.
   *
   * @param statistics active ones
   */
  public static Normaliser encode(NormaliserStatistics statistics) {
    return Normaliser.newBuilder()
        .setCount(statistics.count())
        .setMean(NumericBytes.of(statistics.mean()))
        .setSumOfSquares(NumericBytes.of(statistics.sumOfSquares()))
        .build();
  }

  /**
   * The statistics of a message.
   *
   * @throws BelayException INVALID_REQUEST where a field breaks its rule
   */
  public static NormaliserStatistics decode(Normaliser message) {
    double[] mean = NumericBytes.doubles("normaliser.mean", message.getMean());
    double[] sums = NumericBytes.doubles("normaliser.sum_of_squares", message.getSumOfSquares());
    if (mean.length == 0) {
      throw BelayException.invalid(
          "a normaliser that is present has a mean: normaliser.mean=0 bytes");
    }
    return new NormaliserStatistics(
        FieldRules.number("normaliser.count", message.getCount()),
        FieldRules.finite("normaliser.mean", mean),
        FieldRules.finite("normaliser.sum_of_squares", sums));
  }
}
