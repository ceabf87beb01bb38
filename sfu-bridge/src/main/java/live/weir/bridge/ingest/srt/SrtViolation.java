package live.weir.bridge.ingest.srt;

/** A packet is not what it says. */
final class SrtViolation extends Exception {

    SrtViolation(String what) {
        super(what, null, false, false); // a stack for each packet of a hostile caller would be a gift to it
    }
}
