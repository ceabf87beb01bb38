package live.weir.bridge.engine.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.forward.PayloadTypes;
import live.weir.bridge.forward.PublishedTrack;
import live.weir.bridge.forward.SlotFormat;
import live.weir.bridge.sdp.NegotiatedCodec;
import live.weir.bridge.sdp.ViewerSlot;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a viewer, one for each m-line that can show something, and what each shows. Belongs to the stage's mailbox, but
 * for {@link #formats}.
 */
final class ViewRows {

    /** Where rows are shown. */
    interface Screen {

        void arrange(List<SlotFormat> formats);

        void watch(int row, PublishedTrack track, PayloadTypes types);

        void unwatch(int row);

        /** Tells whom a row shows from now on; null for nobody. */
        void shows(String mid, MediaKind kind, @Nullable PerformerId performer);
    }

    private final Screen screen;
    private volatile List<ViewerSlot> slots = List.of();
    private final List<@Nullable Offering> shown = new ArrayList<>();

    ViewRows(Screen screen) {
        this.screen = screen;
    }

    /** From any thread. */
    List<SlotFormat> formats() {
        return slots.stream().map(Descriptions::slot).toList();
    }

    /** What goes on being shown where it was stays there, under the payload types of now. */
    void arrange(List<ViewerSlot> next) {
        List<ViewerSlot> before = slots;
        List<@Nullable Offering> shownBefore = new ArrayList<>(shown);
        slots = next;
        shown.clear();
        for (ViewerSlot slot : next) {
            int former = placeOf(slot, before);
            shown.add(former < 0 ? null : shownBefore.get(former));
        }
        screen.arrange(formats());
        tellOfRowsGone(before, shownBefore);
        for (int row = 0; row < shown.size(); row++) {
            Offering offering = shown.get(row);
            if (offering != null) {
                keepShowing(row, offering, before.get(placeOf(next.get(row), before)));
            }
        }
    }

    private static int placeOf(ViewerSlot slot, List<ViewerSlot> all) {
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).ssrc() == slot.ssrc()) {
                return place;
            }
        }
        return -1;
    }

    private void tellOfRowsGone(List<ViewerSlot> before, List<@Nullable Offering> shownBefore) {
        for (int place = 0; place < before.size(); place++) {
            ViewerSlot slot = before.get(place);
            if (shownBefore.get(place) != null && placeOf(slot, slots) < 0) {
                screen.shows(slot.mid(), kindOf(slot), null);
            }
        }
    }

    /** Anew where the viewer now takes it under another payload type, or not at all. */
    private void keepShowing(int row, Offering offering, ViewerSlot before) {
        if (codecFor(row, offering) == null) {
            show(row, null);
        } else if (!slots.get(row).codecs().equals(before.codecs())) {
            show(row, offering);
        }
    }

    /** Keeps what is shown and still wanted, and fills the free rows with the rest in order. */
    void assign(List<Offering> wanted) {
        for (int row = 0; row < shown.size(); row++) {
            Offering now = shown.get(row);
            if (now != null && !wanted.contains(now)) {
                show(row, null);
            }
        }
        for (Offering offering : wanted) {
            int row = shown.contains(offering) ? -1 : freeRow(offering);
            if (row >= 0) {
                show(row, offering);
            }
        }
    }

    private int freeRow(Offering offering) {
        for (int row = 0; row < shown.size(); row++) {
            if (shown.get(row) == null && codecFor(row, offering) != null) {
                return row;
            }
        }
        return -1;
    }

    private @Nullable NegotiatedCodec codecFor(int row, Offering offering) {
        ViewerSlot room = slots.get(row);
        boolean sameKind =
                (kindOf(room) == MediaKind.VIDEO) == offering.track().format().video();
        return sameKind ? room.carrying(offering.codec()).orElse(null) : null;
    }

    private static MediaKind kindOf(ViewerSlot slot) {
        return slot.kind() == live.weir.bridge.sdp.MediaKind.VIDEO ? MediaKind.VIDEO : MediaKind.AUDIO;
    }

    private void show(int row, @Nullable Offering offering) {
        shown.set(row, offering);
        ViewerSlot slot = slots.get(row);
        screen.shows(slot.mid(), kindOf(slot), offering == null ? null : offering.performer());
        if (offering == null) {
            screen.unwatch(row);
        } else {
            screen.watch(row, offering.track(), typesFor(slot, Objects.requireNonNull(codecFor(row, offering))));
        }
    }

    private static PayloadTypes typesFor(ViewerSlot slot, NegotiatedCodec codec) {
        Integer rtx = codec.rtxPayloadType();
        int redundant = Descriptions.redundant(slot.codecs())
                .map(NegotiatedCodec::payloadType)
                .orElse(PayloadTypes.NONE);
        return new PayloadTypes(codec.payloadType(), rtx == null ? PayloadTypes.NONE : rtx, redundant);
    }

    /** Whom the row of that mid shows; null for nobody. */
    @Nullable
    PerformerId shownIn(String mid) {
        for (int row = 0; row < shown.size(); row++) {
            Offering offering = shown.get(row);
            if (offering != null && slots.get(row).mid().equals(mid)) {
                return offering.performer();
            }
        }
        return null;
    }
}
