package live.weir.load.simulation;

import io.gatling.javaapi.core.Simulation;

/** What all simulations have in common: the target's protocols, the bars, the bound in time. */
abstract class EveningSimulation extends Simulation {

    final void runs(Evening evening) {
        setUp(evening.people())
                .protocols(evening.protocol(), Scenes.api(evening.protocol()))
                .assertions(evening.assertions())
                .maxDuration(evening.limit());
    }
}
