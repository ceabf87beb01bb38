package live.weir.platform.chat.room;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import live.weir.platform.chat.protocol.ServerMessage.RoomState;
import live.weir.platform.chat.protocol.Writers;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Secrets;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** How rooms are set, and sanctions, in Postgres. */
@Repository
class RulesRepository {

    private static final int MOST_SANCTIONS = 20_000;

    private final Database database;
    private final Secrets secrets;
    private final ProvisionsRepository provisions;

    RulesRepository(Database database, Secrets secrets, ProvisionsRepository provisions) {
        this.database = database;
        this.secrets = secrets;
        this.provisions = provisions;
    }

    /** Makes the room's line where there is none. */
    Mono<RoomRules> of(UUID channel) {
        return Mono.zip(sanctions(channel), provisions.of(channel))
                .flatMap(both -> row(channel, both.getT1(), both.getT2())
                        .switchIfEmpty(Mono.defer(() -> make(channel).then(row(channel, both.getT1(), both.getT2())))))
                .defaultIfEmpty(RoomRules.OPEN);
    }

    private Mono<Void> make(UUID channel) {
        return secrets.next()
                .flatMap(secret -> database.write(client -> client.sql("""
                    insert into chat_rooms (channel_id, network_key)
                    select id, $2 from channels where id = $1 on conflict do nothing
                    """)
                        .bind(0, channel)
                        .bind(1, secret.hash())
                        .fetch()
                        .rowsUpdated()))
                .then();
    }

    private Mono<RoomRules> row(UUID channel, List<Sanction> sanctions, Provisions ready) {
        return database.readFresh(client -> client.sql("""
            select network_key, writers, slow_seconds, emotes_only, links_allowed, shield, blocked_terms, pinned,
                   follow_minutes, shield_until
            from chat_rooms where channel_id = $1
            """)
                .bind(0, channel)
                .map(row -> new RoomRules(
                        new RoomState(
                                Writers.valueOf(row.get(1, String.class).toUpperCase(Locale.ROOT)),
                                row.get(2, Integer.class),
                                row.get(3, Boolean.class),
                                row.get(4, Boolean.class),
                                row.get(5, Boolean.class),
                                row.get(8, Integer.class)),
                        List.of(row.get(6, String[].class)),
                        row.get(0, byte[].class),
                        row.get(7, String.class),
                        sanctions.stream().collect(Collectors.toMap(Sanction::account, sanction -> sanction)),
                        ready,
                        row.get(9, Instant.class)))
                .one());
    }

    Mono<List<Sanction>> sanctions(UUID channel) {
        return database.readFresh(client -> client.sql("""
            select account_id, handle, until, reason, shadow, network, by_handle from chat_sanctions
            where channel_id = $1 and (until is null or until > now()) order by created_at desc limit $2
            """)
                .bind(0, channel)
                .bind(1, MOST_SANCTIONS)
                .map(row -> new Sanction(
                        row.get(0, UUID.class),
                        row.get(1, String.class),
                        row.get(2, Instant.class),
                        row.get(3, String.class),
                        Boolean.TRUE.equals(row.get(4, Boolean.class)),
                        row.get(5, String.class),
                        row.get(6, String.class)))
                .all()
                .collectList());
    }

    /**
     * Completes with whether it was down; empty where a moderator raised it. The row is locked first, so that of several nodes
     * one finds it down.
     */
    Mono<Boolean> raiseShield(UUID channel, Instant until) {
        return database.write(client -> client.sql("""
            with before as (select shield from chat_rooms where channel_id = $1 for update)
            update chat_rooms set shield = true, shield_until = $2, updated_at = now() from before
            where channel_id = $1 and (not before.shield or chat_rooms.shield_until is not null)
            returning not before.shield
            """)
                .bind(0, channel)
                .bind(1, until.atOffset(ZoneOffset.UTC))
                .map(row -> row.get(0, Boolean.class))
                .one());
    }

    /** Whether its time was over, and nobody else had lowered it. */
    Mono<Boolean> lowerShield(UUID channel) {
        return database.write(
                client -> client.sql("""
            update chat_rooms set shield = false, shield_until = null, updated_at = now()
            where channel_id = $1 and shield_until <= now()
            """).bind(0, channel).fetch().rowsUpdated().map(rows -> rows > 0));
    }

    /** A shield that is changed is a moderator's: it has no time. */
    Mono<Void> set(UUID channel, RoomState state, List<String> terms) {
        return database.write(client -> client.sql("""
            update chat_rooms set writers = $2, slow_seconds = $3, emotes_only = $4, links_allowed = $5, shield = $6,
                                  blocked_terms = $7, follow_minutes = $8, updated_at = now(),
                                  shield_until = case when shield = $6 then shield_until end
            where channel_id = $1
            """)
                        .bind(0, channel)
                        .bind(1, state.writers().name().toLowerCase(Locale.ROOT))
                        .bind(2, state.slowSeconds())
                        .bind(3, state.emotesOnly())
                        .bind(4, state.linksAllowed())
                        .bind(5, state.shield())
                        .bind(6, terms.toArray(String[]::new))
                        .bind(7, state.followMinutes())
                        .fetch()
                        .rowsUpdated())
                .then();
    }
}
