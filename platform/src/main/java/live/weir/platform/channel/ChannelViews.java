package live.weir.platform.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.weir.platform.account.AccountDirectory;
import live.weir.platform.account.AccountSummary;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes what is shown of channels: the rows, whose they are, and whether they are on air. */
@Component
class ChannelViews {

    private final AccountDirectory accounts;
    private final OnAir onAir;
    private final HlsReach hls;
    private final Clock clock;

    ChannelViews(AccountDirectory accounts, OnAir onAir, HlsReach hls, Clock clock) {
        this.accounts = accounts;
        this.onAir = onAir;
        this.hls = hls;
        this.clock = clock;
    }

    /** Completes empty if the owner went this moment: then the channel goes too. */
    Mono<ChannelView> of(ChannelRow row) {
        return of(List.of(row)).flatMap(views -> Mono.justOrEmpty(views.stream().findFirst()));
    }

    Mono<List<ChannelView>> of(List<ChannelRow> rows) {
        if (rows.isEmpty()) {
            return Mono.just(List.of());
        }
        List<ChannelId> ids = rows.stream().map(ChannelRow::id).toList();
        return Mono.zip(owners(rows), onAir.among(ids).flatMap(this::reached))
                .map(known -> joined(rows, known.getT1(), known.getT2()));
    }

    Mono<List<ChannelSummary>> summaries(List<ChannelRow> rows) {
        if (rows.isEmpty()) {
            return Mono.just(List.of());
        }
        return owners(rows)
                .map(owners -> rows.stream()
                        .flatMap(row ->
                                Stream.ofNullable(owners.get(row.ownerId())).map(owner -> summary(row, owner)))
                        .toList());
    }

    private Mono<Map<AccountId, AccountSummary>> owners(List<ChannelRow> rows) {
        return accounts.byIds(rows.stream().map(ChannelRow::ownerId).collect(Collectors.toSet()));
    }

    private record Present(Map<ChannelId, Airtime> airtimes, Map<ChannelId, HlsReach.Hls> hls) {}

    /** Only of what is on air is there something to be told. */
    private Mono<Present> reached(Map<ChannelId, Airtime> airtimes) {
        List<ChannelId> onAirNow = airtimes.entrySet().stream()
                .filter(airtime -> airtime.getValue().now() != null)
                .map(Map.Entry::getKey)
                .toList();
        return hls.among(onAirNow).map(reaches -> new Present(airtimes, reaches));
    }

    private List<ChannelView> joined(List<ChannelRow> rows, Map<AccountId, AccountSummary> owners, Present present) {
        Instant now = clock.instant();
        return rows.stream()
                .flatMap(row -> Stream.ofNullable(owners.get(row.ownerId()))
                        .map(owner -> ChannelView.of(
                                row,
                                person(owner),
                                present.airtimes().getOrDefault(row.id(), Airtime.NEVER),
                                present.hls().getOrDefault(row.id(), HlsReach.Hls.NONE),
                                now)))
                .toList();
    }

    private static ChannelSummary summary(ChannelRow row, AccountSummary owner) {
        return new ChannelSummary(
                row.id(), row.slug(), row.details().title(), row.details().visibility(), row.ownerId(), person(owner));
    }

    private static Person person(AccountSummary account) {
        return new Person(account.handle(), account.displayName());
    }
}
