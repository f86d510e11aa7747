package io.belay.deploy.command;

import io.belay.deploy.process.Transport;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The word for a transport on the command line. */
final class TransportWord implements ITypeConverter<Transport> {

  @Override
  public Transport convert(String word) {
    for (Transport transport : Transport.values()) {
      if (transport.toString().equals(word)) {
        return transport;
      }
    }
    throw new TypeConversionException(
        "a transport is %s: transport=%s"
            .formatted(
                Arrays.stream(Transport.values())
                    .map(Transport::toString)
                    .collect(Collectors.joining(" or ")),
                word));
  }
}
