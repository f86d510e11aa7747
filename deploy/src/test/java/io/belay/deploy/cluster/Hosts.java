package io.belay.deploy.cluster;

import io.belay.deploy.Commands;
import java.util.List;

/** The machines that the processes of a cluster run on, each named after its process. */
interface Hosts {
  /** All on this machine, as many as are wanted. */
  Hosts LOOPBACK =
      new Hosts() {
        @Override
        public boolean has(String process) {
          return true;
        }

        @Override
        public String address(String process) {
          return "127.0.0.1";
        }

        @Override
        public List<String> launcher(String process) {
          return List.of();
        }

        @Override
        public Commands.Ran operate(List<String> arguments) {
          return Commands.belay(arguments.toArray(String[]::new));
        }
      };

  /** Whether there is a machine for a process. */
  boolean has(String process);

  /** The address at which all others reach a process. */
  String address(String process);

  /** What goes before the command line of a process for it to run on its machine. */
  List<String> launcher(String process);

  /** Runs a command of the client where coordinators are reached. */
  Commands.Ran operate(List<String> arguments);
}
