package live.weir.bridge.transport;

/** What all event loops of a port share. */
record PortContext(
        MediaPortSettings settings,
        PeerRegistry registry,
        DtlsWorkshop workshop,
        DropCounters drops,
        Traffic departed,
        TcpConnections connections,
        PortLoops loops) {

    static PortContext create(MediaPortSettings settings) {
        DropCounters drops = new DropCounters();
        return new PortContext(
                settings,
                new PeerRegistry(settings.maximumPeers()),
                new DtlsWorkshop(settings.handshakes(), settings.maximumPeers(), drops),
                drops,
                new Traffic(),
                new TcpConnections(settings.maximumConnections()),
                new PortLoops());
    }
}
