package live.weir.bridge.transcode;

import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param fault null if all went well
 * @param detail for the log
 */
public record ConversionOutcome(@Nullable MovieFault fault, String detail) {}
