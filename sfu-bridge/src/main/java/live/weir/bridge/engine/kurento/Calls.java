package live.weir.bridge.engine.kurento;

import java.util.function.Consumer;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import org.jspecify.annotations.Nullable;
import org.kurento.client.Continuation;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Kurento's continuations as Monos, and its failures in the words of the contract. */
final class Calls {

    private static final int FIRST_OF_SDP = 40200;
    private static final int LAST_OF_SDP = 40299;
    private static final int FIRST_OF_ICE = 40400;
    private static final int LAST_OF_ICE = 40499;

    private Calls() {}

    static <T> Mono<T> call(Consumer<Continuation<T>> call) {
        return Mono.create(sink -> call.accept(new Into<>(sink)));
    }

    /** A call whose result says nothing. */
    static Mono<Void> tell(Consumer<Continuation<Void>> call) {
        return call(call);
    }

    private record Into<T>(MonoSink<T> sink) implements Continuation<T> {

        @Override
        public void onSuccess(@Nullable T result) {
            if (result == null) {
                sink.success();
            } else {
                sink.success(result);
            }
        }

        @Override
        public void onError(Throwable cause) {
            sink.error(cause);
        }
    }

    static MediaException translate(Throwable failure) {
        if (failure instanceof MediaException already) {
            return already;
        }
        if (failure instanceof RpcFailure rpc) {
            return new MediaException(reason(rpc), sentence(rpc), rpc);
        }
        return new MediaException(Reason.FAILED, "The media server failed.", failure);
    }

    private static Reason reason(RpcFailure failure) {
        if (failure.kind() == RpcFailure.Kind.CROWDED || failure.code() == RpcFailure.NOT_ENOUGH_RESOURCES) {
            return Reason.OVERLOADED;
        }
        boolean ofClient = isWithin(failure.code(), FIRST_OF_SDP, LAST_OF_SDP)
                || isWithin(failure.code(), FIRST_OF_ICE, LAST_OF_ICE);
        return ofClient ? Reason.BAD_DESCRIPTION : Reason.FAILED;
    }

    private static boolean isWithin(int code, int first, int last) {
        return code >= first && code <= last;
    }

    private static String sentence(RpcFailure failure) {
        return switch (reason(failure)) {
            case OVERLOADED -> "The media server has no room for more.";
            case BAD_DESCRIPTION -> "The media server cannot use this description.";
            default -> "The media server did not do it.";
        };
    }
}
