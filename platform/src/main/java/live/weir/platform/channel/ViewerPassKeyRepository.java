package live.weir.platform.channel;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The keys with which viewer passes are signed, one of each channel that has given any. */
@Repository
class ViewerPassKeyRepository {

    private final Database database;

    ViewerPassKeyRepository(Database database) {
        this.database = database;
    }

    /**
     * A key as it is kept, in Postgres and in caches alike.
     *
     * @param text Base64 of the key, sealed if the operator has a master key
     */
    record PassKey(String text) {

        @Override
        public String toString() {
            return "PassKey";
        }
    }

    /** Completes empty if the channel has none. */
    Mono<PassKey> of(ChannelId channel) {
        return database.readFresh(client -> client.sql("select key from viewer_pass_keys where channel_id = $1")
                .bind(0, channel.value())
                .map(ViewerPassKeyRepository::key)
                .one());
    }

    /** The channel's key, which is the given one if it had none; of two who ask at once both get the same. */
    Mono<PassKey> ofOrElse(ChannelId channel, PassKey fresh) {
        return database.write(client -> client.sql("""
                        insert into viewer_pass_keys as known (channel_id, key) values ($1, $2)
                        on conflict (channel_id) do update set key = known.key
                        returning key
                        """)
                .bind(0, channel.value())
                .bind(1, fresh.text())
                .map(ViewerPassKeyRepository::key)
                .one());
    }

    /** Unless it was voided or replaced meanwhile. */
    Mono<Void> rewrite(ChannelId channel, PassKey before, PassKey now) {
        return database.write(
                client -> client.sql("update viewer_pass_keys set key = $3 where channel_id = $1 and key = $2")
                        .bind(0, channel.value())
                        .bind(1, before.text())
                        .bind(2, now.text())
                        .fetch()
                        .rowsUpdated()
                        .then());
    }

    private static PassKey key(Readable row) {
        return new PassKey(Objects.requireNonNull(row.get(0, String.class)));
    }

    Mono<Void> delete(ChannelId channel) {
        return database.write(client -> client.sql("delete from viewer_pass_keys where channel_id = $1")
                .bind(0, channel.value())
                .fetch()
                .rowsUpdated()
                .then());
    }
}
