package live.weir.platform.web;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;

/**
 * Cursors: opaque to clients, and safe in a URL.
 *
 * <pre>
 * base64url( version 1 byte | CRC-32 of the rest 4 bytes | name of the list | part … )    each text: length 2 bytes, UTF-8
 * </pre>
 *
 * <p>The checksum tells a cursor that was cut or altered on its way from one that is ours; it keeps no secret, and what a
 * cursor says is never more than where to begin in a list that the caller may see anyway.
 */
public final class Cursors {

    private static final byte VERSION = 1;
    private static final int HEAD = 5;
    private static final int LONGEST = 1024;
    private static final int MOST_PARTS = 8;

    private Cursors() {}

    public static String write(String list, String... parts) {
        if (parts.length > MOST_PARTS) {
            throw new IllegalArgumentException("a cursor has at most " + MOST_PARTS + " parts");
        }
        byte[] bytes = new byte[HEAD + sizeOf(list, parts)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(HEAD);
        put(buffer, list);
        for (String part : parts) {
            put(buffer, part);
        }
        buffer.put(0, VERSION).putInt(1, checksum(bytes));
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        if (cursor.length() > LONGEST) {
            throw new IllegalArgumentException("the parts are too long for a cursor of " + list);
        }
        return cursor;
    }

    /** Total: whatever the text, the parts come out or a problem does. */
    static List<String> read(String list, int parts, String cursor) {
        byte[] bytes = decode(cursor);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD || buffer.get() != VERSION || buffer.getInt() != checksum(bytes)) {
            throw invalid();
        }
        List<String> texts = texts(buffer);
        if (texts.size() != parts + 1 || !texts.get(0).equals(list)) {
            throw invalid();
        }
        return texts.subList(1, texts.size());
    }

    static Problem invalid() {
        return Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "invalid-cursor",
                        "Invalid cursor",
                        "The cursor is not one that this list gave: begin again without it.")
                .atParameter("cursor", "is not valid");
    }

    private static byte[] decode(String cursor) {
        if (cursor.length() > LONGEST) {
            throw invalid();
        }
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
    }

    private static List<String> texts(ByteBuffer buffer) {
        List<String> texts = new ArrayList<>();
        try {
            while (buffer.hasRemaining() && texts.size() <= MOST_PARTS) {
                texts.add(get(buffer));
            }
        } catch (BufferUnderflowException | CharacterCodingException | IllegalArgumentException malformed) {
            throw invalid();
        }
        if (buffer.hasRemaining()) {
            throw invalid();
        }
        return texts;
    }

    private static String get(ByteBuffer buffer) throws CharacterCodingException {
        int length = Short.toUnsignedInt(buffer.getShort());
        ByteBuffer text = buffer.slice().limit(length);
        buffer.position(buffer.position() + length);
        return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    }

    private static void put(ByteBuffer buffer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.putShort((short) bytes.length).put(bytes);
    }

    private static int sizeOf(String list, String... parts) {
        int size = 2 + list.getBytes(StandardCharsets.UTF_8).length;
        for (String part : parts) {
            size += 2 + part.getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, HEAD, bytes.length - HEAD);
        return (int) crc.getValue();
    }
}
