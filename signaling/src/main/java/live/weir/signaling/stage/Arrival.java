package live.weir.signaling.stage;

import org.jspecify.annotations.Nullable;

/** Somebody at the door, known already: {@link StageAccess} was asked. */
public sealed interface Arrival {

    ChannelCard channel();

    /** From an earlier welcome; null for none. */
    @Nullable
    String resume();

    record Host(Performing who, @Nullable String resume) implements Arrival {
        @Override
        public ChannelCard channel() {
            return who.channel();
        }

        @Override
        public String toString() {
            return "Host[" + who + "]";
        }
    }

    /**
     * @param name what it wants to be called; the invitation has one in case it doesn't say
     * @param invitation null if it only comes back
     */
    record Guest(
            Watching who,
            @Nullable String invitation,
            @Nullable String name,
            @Nullable String resume) implements Arrival {
        @Override
        public ChannelCard channel() {
            return who.channel();
        }

        @Override
        public String toString() {
            return "Guest[" + who + "]";
        }
    }

    record Viewer(Watching who, @Nullable String resume) implements Arrival {
        @Override
        public ChannelCard channel() {
            return who.channel();
        }

        @Override
        public String toString() {
            return "Viewer[" + who + "]";
        }
    }
}
