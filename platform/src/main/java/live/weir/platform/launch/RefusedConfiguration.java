package live.weir.platform.launch;

/** The configuration cannot be meant as it stands; the message is a sentence for the operator. */
final class RefusedConfiguration extends RuntimeException {

    RefusedConfiguration(String sentence) {
        super(sentence, null, false, false);
    }
}
