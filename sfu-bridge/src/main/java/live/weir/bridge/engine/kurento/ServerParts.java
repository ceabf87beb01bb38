package live.weir.bridge.engine.kurento;

import live.weir.bridge.engine.ServerGuards;

/** What every server of a pool needs. */
record ServerParts(
        RpcSettings rpc,
        PoolSettings pool,
        NetworkThreads threads,
        Owner owner,
        ServerGuards guards,
        Incidents incidents) {}
