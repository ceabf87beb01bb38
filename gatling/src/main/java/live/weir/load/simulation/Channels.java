package live.weir.load.simulation;

import java.util.List;
import live.weir.load.api.HostAccount;
import live.weir.load.api.Preparation;
import live.weir.load.dsl.LoadProtocol;

/** What is on air in a run: channels made for it on a Weir, or the one address that was stated of another server. */
record Channels(List<Channel> all) {

    record Channel(String slug, String whip, String whep, String hls, String key, String token) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return slug;
        }
    }

    static Channels prepare(LoadProtocol protocol, int count) {
        if (Knobs.isElsewhere()) {
            return new Channels(List.of(new Channel(
                    "stated",
                    Knobs.text("whip", ""),
                    Knobs.text("whep", ""),
                    Knobs.text("hls", ""),
                    Knobs.text("bearer", ""),
                    Knobs.text("watch-bearer", ""))));
        }
        List<HostAccount> hosts = new Preparation(protocol).hosts(count);
        return new Channels(hosts.stream()
                .map(host -> new Channel(
                        host.slug(),
                        "/whip/" + host.slug(),
                        "/whep/" + host.slug(),
                        "/hls/" + host.slug() + "/index.m3u8",
                        host.key(),
                        host.token()))
                .toList());
    }

    Channel of(int user) {
        return all.get(Math.floorMod(user, all.size()));
    }

    int size() {
        return all.size();
    }

    /** Whether this run puts them on air itself. */
    boolean performs() {
        return Knobs.isRoom()
                || all.stream().anyMatch(channel -> !channel.whip().isEmpty());
    }
}
