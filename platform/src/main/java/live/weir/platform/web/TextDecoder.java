package live.weir.platform.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.StringDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bodies that are taken as text, such as SDP: Spring's decoder behind a {@link DiscardBoundary}. */
final class TextDecoder implements Decoder<String> {

    private final StringDecoder decoder = StringDecoder.allMimeTypes();

    TextDecoder(int maxBytes) {
        decoder.setMaxInMemorySize(maxBytes);
    }

    @Override
    public boolean canDecode(ResolvableType elementType, @Nullable MimeType mimeType) {
        return decoder.canDecode(elementType, mimeType);
    }

    @Override
    public Flux<String> decode(
            Publisher<DataBuffer> input,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return decoder.decode(input, elementType, mimeType, hints);
    }

    @Override
    public Mono<String> decodeToMono(
            Publisher<DataBuffer> input,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return DiscardBoundary.around(decoder.decodeToMono(input, elementType, mimeType, hints));
    }

    @Override
    public List<MimeType> getDecodableMimeTypes() {
        return decoder.getDecodableMimeTypes();
    }
}
