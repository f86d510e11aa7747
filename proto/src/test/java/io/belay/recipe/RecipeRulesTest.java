package io.belay.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.error.BelayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule, by the exact message that a broken one gives. A setting is on line 2 of its file. */
class RecipeRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name = ""                           | the name of a recipe is a line of 1 to 100 characters: name="" (r.conf:2); use for example "cartpole"
          description = [a]                   | the description of a recipe is a line of 1 to 300 characters: description=["a"] (r.conf:2); use for example "CartPole-v1 by PPO"
          environment.id = " x"               | the environment's name is a line of 1 to 1000 characters: environment.id=" x" (r.conf:2); use for example "CartPole-v1"
          environment.id = "a\\nb"            | the environment's name is a line of 1 to 1000 characters: environment.id="a\\nb" (r.conf:2); use for example "CartPole-v1"
          policy.kind = mpl                   | the kind of policy is one of mlp, log-linear, tabular: policy.kind="mpl" (r.conf:2); use for example mlp
          policy.kind = loglinear             | the kind of policy is one of mlp, log-linear, tabular: policy.kind="loglinear" (r.conf:2); did you mean log-linear?
          policy.hidden = 64                  | the policy's layout of hidden layers is a list of at most 16 whole numbers from 1 to 16384: policy.hidden=64 (r.conf:2); use for example [64, 64]
          policy.hidden = [64, 0]             | the policy's layout of hidden layers is a list of at most 16 whole numbers from 1 to 16384: policy.hidden=[64,0] (r.conf:2); use for example [64, 64]
          policy.hidden = [64, 1.5]           | the policy's layout of hidden layers is a list of at most 16 whole numbers from 1 to 16384: policy.hidden=[64,1.5] (r.conf:2); use for example [64, 64]
          policy.hidden = [4294967297]        | the policy's layout of hidden layers is a list of at most 16 whole numbers from 1 to 16384: policy.hidden=[4294967297] (r.conf:2); use for example [64, 64]
          policy.activation = tahn            | the policy's activation is one of identity, tanh, relu: policy.activation="tahn" (r.conf:2); use for example identity
          policy.activation = rellu           | the policy's activation is one of identity, tanh, relu: policy.activation="rellu" (r.conf:2); did you mean relu?
          policy.features.kind = 3            | the kind of features is one of identity, polynomial, fourier: policy.features.kind=3 (r.conf:2); use for example identity
          policy.features.order = 0           | the order of the features is a whole number from 1 to 16: policy.features.order=0 (r.conf:2); use for example 3
          policy.initial-log-standard-deviation = 6 | the initial log standard deviation is a number from -20 to 5: policy.initial-log-standard-deviation=6 (r.conf:2); use for example 0.0
          policy.standard-deviation = dependent | the kind of standard deviation is one of independent, state-dependent: policy.standard-deviation="dependent" (r.conf:2); did you mean independent?
          policy.normalise-observations = yes | whether observations are normalised is true or false: policy.normalise-observations="yes" (r.conf:2); use true or false
          critic.hidden = [-1]                | the critic's layout of hidden layers is a list of at most 16 whole numbers from 1 to 16384: critic.hidden=[-1] (r.conf:2); use for example [64, 64]
          critic.activation = null            | the critic's activation is one of identity, tanh, relu: critic.activation=null (r.conf:2); use for example identity
          sampling.lanes = 1.5                | the number of lanes is a whole number from 1 to 1000000: sampling.lanes=1.5 (r.conf:2); use for example 8
          sampling.lanes = "8"                | the number of lanes is a whole number from 1 to 1000000: sampling.lanes="8" (r.conf:2); use for example 8
          sampling.lanes = -1                 | the number of lanes is a whole number from 1 to 1000000: sampling.lanes=-1 (r.conf:2); use for example 8
          sampling.lanes = 1e400              | the number of lanes is a whole number from 1 to 1000000: sampling.lanes=1e400 (r.conf:2); use for example 8
          sampling.block-size = 0             | the number of lanes in a block is a whole number from 1 to 1000000: sampling.block-size=0 (r.conf:2); use for example 4
          sampling.block-size = 9             | a block has at most all lanes: sampling.block-size=9 (r.conf:2), sampling.lanes=8 (default); use a block-size from 1 to 8
          sampling.fragment-length = 0        | the number of steps in a fragment is a whole number from 1 to 10000000: sampling.fragment-length=0 (r.conf:2); use for example 32
          sampling.visitation = discount      | the visitation of states is one of undiscounted, discounted: sampling.visitation="discount" (r.conf:2); did you mean discounted?
          sampling.pipeline = 1               | whether sampling runs one version ahead of the update is true or false: sampling.pipeline=1 (r.conf:2); use true or false
          sampling { lanes = 1000000, fragment-length = 10000 } | a batch has at most 2147483647 steps, lanes × fragment-length: sampling.lanes=1000000 (r.conf:2), sampling.fragment-length=10000 (r.conf:2); use fewer lanes or shorter fragments
          algorithm.discount = NaN            | the discount is a number from 0 to 1: algorithm.discount="NaN" (r.conf:2); use for example 0.99
          algorithm.discount = -0.1           | the discount is a number from 0 to 1: algorithm.discount=-0.1 (r.conf:2); use for example 0.99
          algorithm.gae-lambda = 1.1          | the λ of GAE is a number from 0 to 1: algorithm.gae-lambda=1.1 (r.conf:2); use for example 0.95
          algorithm.advantage-estimator = montecarlo | the advantage estimator is one of gae, monte-carlo: algorithm.advantage-estimator="montecarlo" (r.conf:2); did you mean monte-carlo?
          algorithm.epochs = 0                | the number of epochs over a batch is a whole number from 1 to 10000: algorithm.epochs=0 (r.conf:2); use for example 10
          algorithm.minibatch-size = 0        | the number of steps in a minibatch is a whole number from 1 to 2147483647: algorithm.minibatch-size=0 (r.conf:2); use for example 64
          algorithm.minibatch-size = 2049     | a minibatch has at most the lanes × fragment-length steps of a batch: algorithm.minibatch-size=2049 (r.conf:2), sampling.lanes=8 (default), sampling.fragment-length=256 (default); use a minibatch-size from 1 to 2048
          algorithm.minibatch-size = 89       | advantages are normalised over two steps or more, also in the last minibatch of a batch: algorithm.minibatch-size=89 (r.conf:2), sampling.lanes=8 (default), sampling.fragment-length=256 (default); use a minibatch-size that divides 2048, or another advantage-normalisation
          algorithm.learning-rate = 0         | the learning rate is a number above 0: algorithm.learning-rate=0 (r.conf:2); use for example 3e-4
          algorithm.learning-rate = 1e999     | the learning rate is a number above 0: algorithm.learning-rate=1e999 (r.conf:2); use for example 3e-4
          algorithm.learning-rate-schedule = lin | the learning rate's schedule is one of constant, linear: algorithm.learning-rate-schedule="lin" (r.conf:2); use for example constant
          algorithm.clip-range = 1.01         | the clip range is a number above 0 and not above 1: algorithm.clip-range=1.01 (r.conf:2); use for example 0.2
          algorithm.clip-range-schedule = linaer | the clip range's schedule is one of constant, linear: algorithm.clip-range-schedule="linaer" (r.conf:2); did you mean linear?
          algorithm.value-clip-range = 0      | the value clip range is none or a number above 0: algorithm.value-clip-range=0 (r.conf:2); use for example none
          algorithm.entropy-coefficient = -1  | the entropy coefficient is a number not below 0: algorithm.entropy-coefficient=-1 (r.conf:2); use for example 0.01
          algorithm.entropy-coefficient = none | the entropy coefficient is a number not below 0: algorithm.entropy-coefficient="none" (r.conf:2); use for example 0.01
          algorithm.value-coefficient = -1    | the value coefficient is a number not below 0: algorithm.value-coefficient=-1 (r.conf:2); use for example 1.0
          algorithm.max-gradient-norm = off   | the largest gradient norm is none or a number above 0: algorithm.max-gradient-norm="off" (r.conf:2); use for example 0.5
          algorithm.advantage-normalisation = mini | the set advantages are normalised over is one of none, minibatch, batch: algorithm.advantage-normalisation="mini" (r.conf:2); use for example none
          algorithm.target-kl = -0.01         | the target KL divergence is none or a number above 0: algorithm.target-kl=-0.01 (r.conf:2); use for example none
          algorithm.optimizer.kind = adamw    | the kind of optimizer is one of adam, sgd, rmsprop: algorithm.optimizer.kind="adamw" (r.conf:2); did you mean adam?
          algorithm.optimizer.beta1 = 1       | Adam's decay of the first moment is a number not below 0 and below 1: algorithm.optimizer.beta1=1 (r.conf:2); use for example 0.9
          algorithm.optimizer.beta2 = -1      | Adam's decay of the second moment is a number not below 0 and below 1: algorithm.optimizer.beta2=-1 (r.conf:2); use for example 0.999
          algorithm.optimizer.epsilon = 0     | the optimizer's ε is a number above 0: algorithm.optimizer.epsilon=0 (r.conf:2); use for example 1e-5
          algorithm.optimizer.momentum = 1    | the momentum of SGD and RMSProp is a number not below 0 and below 1: algorithm.optimizer.momentum=1 (r.conf:2); use for example 0.9
          algorithm.optimizer.decay = 1       | RMSProp's decay of the second moment is a number not below 0 and below 1: algorithm.optimizer.decay=1 (r.conf:2); use for example 0.99
          algorithm.normalise-rewards = 1     | whether rewards are normalised is true or false: algorithm.normalise-rewards=1 (r.conf:2); use true or false
          algorithm.entropy-coefficient-schedule = liner | the entropy coefficient's schedule is one of constant, linear: algorithm.entropy-coefficient-schedule="liner" (r.conf:2); did you mean linear?
          training.environment-steps = 0      | the number of steps to train for is a whole number from 1 to 1000000000000000: training.environment-steps=0 (r.conf:2); use for example 100000
          training.environment-steps = 1e15, sampling.lanes = 4, algorithm.minibatch-size = 2 | a run has at most 2147483647 iterations, each of lanes × fragment-length steps: training.environment-steps=1000000000000000 (r.conf:2), sampling.lanes=4 (r.conf:2), sampling.fragment-length=256 (default); use fewer environment-steps, more lanes or longer fragments
          training.seed = 9223372036854775808 | the seed is a whole number of 64 bits: training.seed="9223372036854775808" (r.conf:2); use for example 1
          training.checkpoint-every = 0       | the number of iterations between checkpoints is a whole number from 1 to 2147483647: training.checkpoint-every=0 (r.conf:2); use for example 50
          training.checkpoints-kept = 0       | the number of checkpoints kept is a whole number from 1 to 1000000: training.checkpoints-kept=0 (r.conf:2); use for example 3
          evaluation.episodes = -1            | the number of evaluation episodes is a whole number from 1 to 10000000: evaluation.episodes=-1 (r.conf:2); use for example 100
          evaluation.deterministic = 1        | whether evaluation takes the most probable action is true or false: evaluation.deterministic=1 (r.conf:2); use true or false
          """)
  void settingThatBreaksItsRuleIsRefused(String written, String message) {
    assertThat(refused("environment.id = \"CartPole-v1\", algorithm.name = ppo\n" + written))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          learning-rate = 1                   | a recipe has no such key: learning-rate=1 (r.conf:2); did you mean algorithm.learning-rate?
          algorithm.learning_rate = 1         | a recipe has no such key: algorithm.learning_rate=1 (r.conf:2); did you mean algorithm.learning-rate?
          algorithm.clipRange = 1             | a recipe has no such key: algorithm.clipRange=1 (r.conf:2); did you mean algorithm.clip-range?
          algorithm.normalize = 1             | a recipe has no such key: algorithm.normalize=1 (r.conf:2); remove it
          policy.normalize-observations = true | a recipe has no such key: policy.normalize-observations=true (r.conf:2); did you mean policy.normalise-observations?
          samplng.lanes = 4                   | a recipe has no such key: samplng={"lanes":4} (r.conf:2); did you mean sampling?
          policy.features.degree = 2          | a recipe has no such key: policy.features.degree=2 (r.conf:2); remove it
          "a.b" = 2                           | a recipe has no such key: "a.b"=2 (r.conf:2); remove it
          policy = mlp                        | policy is a group of settings: policy="mlp" (r.conf:2); write for example policy.kind = …
          algorithm.optimizer = adam          | algorithm.optimizer is a group of settings: algorithm.optimizer="adam" (r.conf:2); write for example algorithm.optimizer.kind = …
          """)
  void keyThatMeansNothingIsRefused(String written, String message) {
    assertThat(refused("environment.id = \"CartPole-v1\", algorithm.name = ppo\n" + written))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          envronment                          | a restart distribution is the word environment, the word uniform or a group with a kind: sampling.restart="envronment" (r.conf:2); use environment, uniform or for example { kind = fixed, state = [0.0, 0.0] }
          { state = [0] }                     | the kind of restart distribution is one of environment, fixed, states, box, uniform, mixture, visited: sampling.restart.kind=missing (r.conf:2); use for example environment
          { kind = mixtur }                   | the kind of restart distribution is one of environment, fixed, states, box, uniform, mixture, visited: sampling.restart.kind="mixtur" (r.conf:2); did you mean mixture?
          { kind = fixed }                    | the state to restart from is a list of 1 to 100000 numbers: sampling.restart.state=missing (r.conf:2); use for example [0.0, 1.0]
          { kind = fixed, state = [] }        | the state to restart from is a list of 1 to 100000 numbers: sampling.restart.state=[] (r.conf:2); use for example [0.0, 1.0]
          { kind = fixed, state = [0], low = [1] } | a restart of kind fixed has state beside its kind: sampling.restart.low=[1] (r.conf:2); remove it
          { kind = states, states = [[0], [1, 2]] } | the choice of states to restart from is a list of 1 to 100000 lists of numbers, all of one length: sampling.restart.states=[[0],[1,2]] (r.conf:2); use for example [[0.0, 1.0], [1.0, 0.0]]
          { kind = states, states = [[0], [1]], weights = [1] } | there is a weight not below 0 for each of the 2 states, one of them above 0, and their sum is finite: sampling.restart.weights=[1.0] (r.conf:2); leave weights out for equal ones
          { kind = states, states = [[0], [1]], weights = [1, -1] } | there is a weight not below 0 for each of the 2 states, one of them above 0, and their sum is finite: sampling.restart.weights=[1.0, -1.0] (r.conf:2); leave weights out for equal ones
          { kind = states, states = [[0]], weights = [0] } | there is a weight not below 0 for each of the 1 states, one of them above 0, and their sum is finite: sampling.restart.weights=[0.0] (r.conf:2); leave weights out for equal ones
          { kind = states, states = [[0]], weigths = [1] } | a restart of kind states has states and weights beside its kind: sampling.restart.weigths=[1] (r.conf:2); did you mean weights?
          { kind = box, low = [1], high = [0] } | a box has as many lower as upper bounds, none above its upper bound: sampling.restart.low=[1.0] (r.conf:2), sampling.restart.high=[0.0] (r.conf:2); use for example low = [-1.0, -1.0], high = [1.0, 1.0]
          { kind = mixture, probability = 2, distribution { kind = fixed, state = [0] } } | the probability of a restart away from the environment's own distribution is a number from 0 to 1: sampling.restart.probability=2 (r.conf:2); use for example 0.5
          { kind = mixture, probability = 0.5 } | a mixture has a distribution beside the environment's own: sampling.restart.distribution=missing (r.conf:2); use for example { kind = fixed, state = [0.0, 0.0] }
          { kind = mixture, probability = 0.5, distribution { kind = fixed, state = x } } | the state to restart from is a list of 1 to 100000 numbers: sampling.restart.distribution.state="x" (r.conf:2); use for example [0.0, 1.0]
          { kind = mixture, probability = 0.5, distribution = environment } | a mixture is of the environment's own distribution and a fixed state, weighted states, a box or all states: sampling.restart.distribution.kind=environment (r.conf:2); use fixed, states, box or uniform; visited has a probability of its own
          { kind = visited, probability = 0.5, capacity = 0 } | the number of visited states a lane remembers is a whole number from 1 to 1000000: sampling.restart.capacity=0 (r.conf:2); use for example 100
          """)
  void restartDistributionThatBreaksItsRuleIsRefused(String written, String message) {
    assertThat(
            refused(
                "environment.id = \"CartPole-v1\", algorithm.name = ppo\nsampling.restart = "
                    + written))
        .isEqualTo(message);
  }

  @Test
  void environmentAndAlgorithmAreRequired() {
    assertThat(refused("training.seed = x"))
        .isEqualTo(
            """
            the algorithm is one of reinforce, a2c, npg, qnpg, trpo, ppo, softmax-pg-exact, log-barrier-exact, npg-exact, soft-policy-iteration, trpo-exact, cpi-exact, policy-iteration: algorithm.name=missing; use for example ppo
            the environment's name is a line of 1 to 1000 characters: environment.id=missing; use for example "CartPole-v1"
            the seed is a whole number of 64 bits: training.seed="x" (r.conf:1); use for example 1\
            """);
    assertThat(refused("environment.id = a, algorithm { name = ppoo, epochs = x }"))
        .isEqualTo(
            "the algorithm is one of reinforce, a2c, npg, qnpg, trpo, ppo, softmax-pg-exact, log-barrier-exact, npg-exact, soft-policy-iteration, trpo-exact, cpi-exact, policy-iteration: algorithm.name=\"ppoo\" (r.conf:1); did you mean ppo?");
  }

  @Test
  void wrongCountIsNotBlamedOnTheSettingsThatDependOnIt() {
    assertThat(
            refused(
                "environment.id = a, algorithm { name = ppo, minibatch-size = 100000 }\nsampling.lanes = many"))
        .isEqualTo(
            "the number of lanes is a whole number from 1 to 1000000: sampling.lanes=\"many\" (r.conf:2); use for"
                + " example 8");
  }

  @Test
  void recordRefusesWhatARecipeMayNotSay() {
    BelayException refusal =
        catchThrowableOfType(
            BelayException.class,
            () ->
                new SamplingSettings(
                    0,
                    2,
                    0,
                    new RestartSettings.EnvironmentRestart(),
                    Visitation.UNDISCOUNTED,
                    false));

    assertThat(refusal)
        .hasMessage(
            """
            the number of lanes is a whole number from 1 to 1000000: sampling.lanes=0; use for example 8
            the number of steps in a fragment is a whole number from 1 to 10000000: sampling.fragment-length=0; use for example 32
            a block has at most all lanes: sampling.block-size=2, sampling.lanes=0; use a block-size from 1 to 0\
            """);
  }

  private static String refused(String text) {
    return catchThrowableOfType(BelayException.class, () -> RecipeLoader.parse(text, "r.conf"))
        .getMessage();
  }
}
