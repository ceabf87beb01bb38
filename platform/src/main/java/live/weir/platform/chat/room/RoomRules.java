package live.weir.platform.chat.room;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.weir.platform.chat.protocol.ServerMessage.RoomState;
import live.weir.platform.chat.protocol.Writers;
import live.weir.platform.chat.words.BlockedTerms;
import live.weir.platform.chat.words.Filters;
import org.jspecify.annotations.Nullable;

/** How a room is set and who may not speak there; a snapshot that is replaced as a whole. */
final class RoomRules {

    /** For a room of which Postgres cannot tell. */
    static final RoomRules OPEN = new RoomRules(
            new RoomState(Writers.EVERYBODY, 0, false, true, false, 0),
            List.of(),
            new byte[32],
            null,
            Map.of(),
            Provisions.NONE,
            null);

    private final RoomState state;
    private final List<String> terms;
    private final byte[] networkKey;
    private final @Nullable String pinned;
    private final Filters.Rules filters;
    private final Map<UUID, Sanction> sanctions;
    private final Map<String, Sanction> networks;
    private final Provisions provisions;
    private final @Nullable Instant shieldUntil;

    RoomRules(
            RoomState state,
            List<String> terms,
            byte[] networkKey,
            @Nullable String pinned,
            Map<UUID, Sanction> sanctions,
            Provisions provisions,
            @Nullable Instant shieldUntil) {
        this.state = state;
        this.terms = List.copyOf(terms);
        this.networkKey = networkKey.clone();
        this.pinned = pinned;
        this.filters = new Filters.Rules(state.linksAllowed(), state.emotesOnly(), BlockedTerms.of(terms));
        this.sanctions = Map.copyOf(sanctions);
        this.provisions = provisions;
        this.shieldUntil = shieldUntil;
        Map<String, Sanction> byNetwork = new HashMap<>();
        for (Sanction sanction : sanctions.values()) {
            String network = sanction.network();
            if (network != null) {
                byNetwork.put(network, sanction);
            }
        }
        this.networks = Map.copyOf(byNetwork);
    }

    RoomState state() {
        return state;
    }

    List<String> terms() {
        return terms;
    }

    Filters.Rules filters() {
        return filters;
    }

    Provisions provisions() {
        return provisions;
    }

    @Nullable
    String pinned() {
        return pinned;
    }

    @Nullable
    Sanction against(UUID account, String network) {
        Sanction personal = sanctions.get(account);
        return personal != null ? personal : networks.get(network);
    }

    RoomRules with(Sanction sanction) {
        Map<UUID, Sanction> more = new HashMap<>(sanctions);
        more.put(sanction.account(), sanction);
        return new RoomRules(state, terms, networkKey, pinned, more, provisions, shieldUntil);
    }

    RoomRules without(UUID account) {
        Map<UUID, Sanction> fewer = new HashMap<>(sanctions);
        fewer.remove(account);
        return new RoomRules(state, terms, networkKey, pinned, fewer, provisions, shieldUntil);
    }

    RoomRules with(RoomState changed, List<String> changedTerms) {
        Instant until = changed.shield() == state.shield() ? shieldUntil : null;
        return new RoomRules(changed, changedTerms, networkKey, pinned, sanctions, provisions, until);
    }

    /** Null while the shield is down, or was raised by a moderator. */
    @Nullable
    Instant shieldUntil() {
        return shieldUntil;
    }

    RoomRules shielded(Instant until) {
        return shield(true, until);
    }

    RoomRules unshielded() {
        return shield(false, null);
    }

    private RoomRules shield(boolean raised, @Nullable Instant until) {
        RoomState changed = new RoomState(
                state.writers(),
                state.slowSeconds(),
                state.emotesOnly(),
                state.linksAllowed(),
                raised,
                state.followMinutes());
        return new RoomRules(changed, terms, networkKey, pinned, sanctions, provisions, until);
    }

    /** Comparable within this room alone, and only by who has its key. */
    String networkOf(String household) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(networkKey, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(household.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
