package live.weir.load.capacity;

/** What a number of viewers at the peak takes. Nodes are by role; one node may have several where they are small. */
record Estimate(
        long viewers,
        long broadcasts,
        long stageNodes,
        long mediaNodes,
        long deliveryNodes,
        long chatNodes,
        long apiNodes,
        long kurentoServers,
        double egressGigabits,
        double cdnGigabits,
        double storageTerabytes,
        double costPerMonth,
        double costPerViewerHour) {

    private static final double HOURS_PER_MONTH = 730;
    private static final double GIGABYTES_PER_GIGABIT_HOUR = 3600 / 8.0;

    static Estimate of(Plan plan, Measured measured, long viewers) {
        double broadcasts = Math.max(1, Math.ceil(viewers / Math.max(1, plan.number("viewers.per.broadcast"))));
        double usable = plan.number("node.cores") * plan.share("node.use.percent");
        double usableGigabits = plan.number("node.gigabits") * plan.share("node.use.percent");
        double webrtc = viewers * plan.share("webrtc.percent");
        double byKurento = webrtc * plan.share("kurento.percent");
        double embeddedMegabits = (webrtc - byKurento) * plan.number("webrtc.megabits");
        double hlsMegabits = (viewers - webrtc) * plan.number("hls.megabits");
        double cdnMegabits = hlsMegabits * plan.share("cdn.percent");
        double ownMegabits = hlsMegabits - cdnMegabits;
        double deliveries = viewers * plan.share("chat.percent") * plan.number("chat.messages.per.room.second");
        double requests = viewers * plan.number("api.requests.per.viewer.second");

        Sizing sizing = new Sizing(usable, usableGigabits, Math.max(1, plan.number("regions")));
        long stage = sizing.nodes(embeddedMegabits / measured.number(Measured.FORWARDED), embeddedMegabits);
        long media = sizing.nodes(
                broadcasts * measured.number(Measured.ENCODED), broadcasts * plan.number("recording.megabits"));
        long delivery = sizing.nodes(ownMegabits / measured.number(Measured.SERVED), ownMegabits);
        long chat = sizing.nodes(deliveries / measured.number(Measured.DELIVERED), deliveries * 250 * 8e-6);
        long api = sizing.nodes(requests / measured.number(Measured.ANSWERED), requests * 2_000 * 8e-6);
        long kurento = (long) Math.ceil(byKurento / Math.max(1, plan.number("kurento.viewers.per.server")));

        double average = plan.share("average.percent.of.peak");
        double egress = (webrtc * plan.number("webrtc.megabits") + ownMegabits) / 1000;
        double cdn = cdnMegabits / 1000;
        double storage = broadcasts
                * average
                * plan.number("recording.megabits")
                / 1000
                * GIGABYTES_PER_GIGABIT_HOUR
                * 24
                * plan.number("recording.days")
                / 1000;
        double cost = HOURS_PER_MONTH
                        * ((stage + media + delivery + chat + api) * plan.number("price.node.hour")
                                + kurento * plan.number("price.kurento.hour"))
                + HOURS_PER_MONTH
                        * average
                        * GIGABYTES_PER_GIGABIT_HOUR
                        * (egress * plan.number("price.egress.gigabyte") + cdn * plan.number("price.cdn.gigabyte"))
                + storage * 1000 * plan.number("price.storage.gigabyte.month");
        double viewerHours = Math.max(1, viewers * average * HOURS_PER_MONTH);
        return new Estimate(
                viewers,
                (long) broadcasts,
                stage,
                media,
                delivery,
                chat,
                api,
                kurento,
                egress,
                cdn,
                storage,
                cost,
                cost / viewerHours);
    }

    long nodes() {
        return stageNodes + mediaNodes + deliveryNodes + chatNodes + apiNodes;
    }

    /** By cores or by the network, whichever is short; two in each region, so that one may fail. */
    private record Sizing(double cores, double gigabits, double regions) {

        long nodes(double coresNeeded, double megabits) {
            double most = Math.max(coresNeeded / cores, megabits / 1000 / gigabits);
            return (long) Math.max(2 * regions, Math.ceil(most));
        }
    }
}
