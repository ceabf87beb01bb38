package live.weir.platform.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.util.MimeType;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Checks the encoding first: Jackson's own reader lets overlong forms through, {@code C0 80} as U+0000 among them. */
final class StrictJsonDecoder extends JacksonJsonDecoder {

    private static final int CHUNK = 1024;

    StrictJsonDecoder(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    public Mono<Object> decodeToMono(
            Publisher<DataBuffer> input,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return DiscardBoundary.around(super.decodeToMono(input, elementType, mimeType, hints));
    }

    @Override
    public Object decode(
            DataBuffer buffer,
            ResolvableType targetType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        try {
            requireUtf8(buffer);
        } catch (CharacterCodingException invalid) {
            DataBufferUtils.release(buffer);
            throw new DecodingException("not UTF-8", invalid);
        }
        return super.decode(buffer, targetType, mimeType, hints);
    }

    private static void requireUtf8(DataBuffer buffer) throws CharacterCodingException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
            // The body has been joined into one buffer by now; a character never spans two parts.
            while (parts.hasNext()) {
                requireUtf8(decoder.reset(), parts.next(), chars);
            }
        }
    }

    private static void requireUtf8(CharsetDecoder decoder, ByteBuffer bytes, CharBuffer chars)
            throws CharacterCodingException {
        CoderResult result;
        do {
            chars.clear();
            result = decoder.decode(bytes, chars, true);
            if (result.isError()) {
                result.throwException();
            }
        } while (result.isOverflow());
    }
}
