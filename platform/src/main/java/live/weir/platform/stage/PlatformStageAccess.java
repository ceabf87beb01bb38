package live.weir.platform.stage;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.KeyedChannel;
import live.weir.platform.channel.StreamKeys;
import live.weir.platform.channel.ViewerPasses;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.security.AccessTokenVerifier;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.problem.Problem;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.Performing;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.Watching;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who may come in.
 *
 * <pre>
 *                       performs        watches public, unlisted   watches private
 * stream key            its channel     yes                        its channel
 * owner, admin          yes             yes                        yes
 * moderators            no              yes                        yes
 * viewer pass           no              yes                        while it is good
 * anybody               no              yes                        no: for them it does not exist
 * </pre>
 */
final class PlatformStageAccess implements StageAccess {

    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final AccessTokenVerifier tokens;
    private final StreamKeys keys;
    private final ChannelService channels;
    private final ViewerPasses passes;
    private final Admission admission;

    PlatformStageAccess(
            AccessTokenVerifier tokens,
            StreamKeys keys,
            ChannelService channels,
            ViewerPasses passes,
            Admission admission) {
        this.tokens = tokens;
        this.keys = keys;
        this.channels = channels;
        this.passes = passes;
        this.admission = admission;
    }

    @Override
    public Mono<Performing> performer(String slug, Credentials credentials) {
        return answered(credentials, () -> {
            String bearer = credentials.bearer();
            if (bearer == null) {
                return refusal(Reason.UNAUTHENTICATED, "This needs a stream key or an access token.");
            }
            return StreamKeys.isKey(bearer) ? byKey(slug, bearer) : byToken(slug, bearer);
        });
    }

    private Mono<Performing> byKey(String slug, String key) {
        return channelOf(key)
                .flatMap(keyed -> channels.bySlug(slug)
                        .filter(channel -> channel.id().equals(keyed.channel()))
                        .switchIfEmpty(Mono.defer(() -> ofAnotherChannel(slug)))
                        .map(channel -> new Performing(
                                card(channel),
                                "key:" + keyed.key(),
                                channel.owner().displayName())));
    }

    /** A channel that the key's holder may not know of is none. */
    private Mono<ChannelSummary> ofAnotherChannel(String slug) {
        return channels.find(slug, null)
                .switchIfEmpty(noChannel(slug))
                .flatMap(other -> refusal(Reason.FORBIDDEN, "This stream key is for another channel."));
    }

    private Mono<KeyedChannel> channelOf(String key) {
        return keys.channelOf(key)
                .switchIfEmpty(refusal(Reason.UNAUTHENTICATED, "This stream key is not valid, or was revoked."));
    }

    private Mono<Performing> byToken(String slug, String token) {
        return verified(token)
                .flatMap(caller -> channels.find(slug, caller)
                        .switchIfEmpty(noChannel(slug))
                        .flatMap(channel -> rules(channel, caller)
                                ? Mono.just(new Performing(card(channel), account(caller), name(channel, caller)))
                                : refusal(Reason.FORBIDDEN, "Only the channel's owner may perform here.")));
    }

    @Override
    public Mono<Watching> viewer(String slug, Credentials credentials) {
        return answered(
                credentials,
                () -> caller(credentials)
                        .flatMap(caller -> channels.find(slug, caller.orElse(null))
                                .switchIfEmpty(Mono.defer(() -> byKeyOrPass(slug, credentials)))
                                .map(channel -> watching(channel, caller.orElse(null), credentials))));
    }

    /** For a channel that shows itself to its own people only. */
    private Mono<ChannelSummary> byKeyOrPass(String slug, Credentials credentials) {
        String bearer = credentials.bearer();
        return channels.bySlug(slug)
                .switchIfEmpty(noChannel(slug))
                .flatMap(channel -> (bearer != null && StreamKeys.isKey(bearer)
                                ? keys.channelOf(bearer)
                                        .map(keyed -> keyed.channel().equals(channel.id()))
                                : byPass(channel, credentials))
                        .flatMap(admitted -> admitted ? Mono.just(channel) : noChannel(slug)));
    }

    private Mono<Boolean> byPass(ChannelSummary channel, Credentials credentials) {
        String pass = pass(credentials);
        return pass == null
                ? Mono.just(false)
                : passes.spend(channel.id(), pass).flatMap(verdict -> switch (verdict) {
                    case GOOD -> Mono.just(true);
                    case UNKNOWN -> Mono.just(false);
                    case EXPIRED -> refusal(Reason.FORBIDDEN, "This pass has expired.");
                    case USED_UP -> refusal(Reason.FORBIDDEN, "This pass has been used as often as it may be.");
                });
    }

    @Override
    public Mono<Watching> guest(String slug, Credentials credentials) {
        return answered(
                credentials,
                () -> caller(credentials)
                        .flatMap(caller -> channels.bySlug(slug)
                                .switchIfEmpty(noChannel(slug))
                                .map(channel -> watching(channel, caller.orElse(null), credentials))));
    }

    /** Who is signed in, if anybody; a stream key or a pass in a token's place is nobody. */
    private Mono<Optional<Caller>> caller(Credentials credentials) {
        String bearer = credentials.bearer();
        if (bearer == null || ViewerPasses.isPass(bearer)) {
            return Mono.just(Optional.empty());
        }
        return StreamKeys.isKey(bearer)
                ? channelOf(bearer).thenReturn(Optional.empty())
                : verified(bearer).map(Optional::of);
    }

    private Mono<Caller> verified(String token) {
        return tokens.verify(token)
                .onErrorMap(
                        Problem.class,
                        invalid -> StageRefused.of(
                                Reason.UNAUTHENTICATED, "The access token is not valid, or has expired."));
    }

    private <T> Mono<T> answered(Credentials credentials, Supplier<Mono<T>> answer) {
        return Mono.defer(() -> {
                    admission.check(credentials);
                    return answer.get();
                })
                .onErrorMap(
                        DependencyUnavailable.class,
                        away -> StageRefused.of(
                                Reason.OVERLOADED, "A part of this service is away: come back shortly.", COME_BACK));
    }

    private static <T> Mono<T> noChannel(String slug) {
        return refusal(Reason.NOT_FOUND, "There is no channel '" + slug + "'.");
    }

    private static <T> Mono<T> refusal(Reason reason, String sentence) {
        return Mono.error(() -> StageRefused.of(reason, sentence));
    }

    private static boolean rules(ChannelSummary channel, Caller caller) {
        return channel.ownerId().equals(caller.id()) || caller.is(Role.ADMIN);
    }

    private static String name(ChannelSummary channel, Caller caller) {
        return channel.ownerId().equals(caller.id()) ? channel.owner().displayName() : caller.handle();
    }

    private static Watching watching(ChannelSummary channel, @Nullable Caller caller, Credentials credentials) {
        return caller == null
                ? new Watching(card(channel), null, "", "net:" + ClientAddress.household(credentials.address()))
                : new Watching(card(channel), account(caller), name(channel, caller), account(caller));
    }

    private static @Nullable String pass(Credentials credentials) {
        String bearer = credentials.bearer();
        return credentials.pass() == null && bearer != null && ViewerPasses.isPass(bearer)
                ? bearer
                : credentials.pass();
    }

    private static String account(Caller caller) {
        return "account:" + caller.id();
    }

    private static ChannelCard card(ChannelSummary channel) {
        return new ChannelCard(channel.id().toString(), channel.slug(), channel.title());
    }
}
