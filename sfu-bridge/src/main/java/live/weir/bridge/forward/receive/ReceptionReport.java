package live.weir.bridge.forward.receive;

/**
 * The values of a report block (RFC 3550 §6.4.1), as they go onto the wire.
 *
 * @param fractionLost in 1/256
 * @param cumulativeLost clamped to 24 bits, negative when duplicates outnumber losses
 * @param extendedHighest the low 32 bits of the highest unwrapped sequence number
 * @param jitter in units of the stream's clock
 * @param lastSenderReport the middle 32 bits of its NTP time, 0 before the first
 * @param delaySinceLastSenderReport in 1/65536 seconds
 */
public record ReceptionReport(
        int fractionLost,
        int cumulativeLost,
        int extendedHighest,
        int jitter,
        int lastSenderReport,
        int delaySinceLastSenderReport) {}
