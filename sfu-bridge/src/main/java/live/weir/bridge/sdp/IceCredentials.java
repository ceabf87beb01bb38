package live.weir.bridge.sdp;

/** The user fragment and password that ICE's checks carry (RFC 8839 §5.4). */
public record IceCredentials(String ufrag, String password) {

    private static final int LONGEST = 256;

    /** The RFC's two and the four more that libwebrtc still takes from old peers. */
    private static final String ALSO = "+/-_=#";

    public IceCredentials {
        if (!isAllowed(ufrag, 4)) {
            throw new SdpException("An ICE user fragment has 4 to 256 letters, digits, '+' or '/'.");
        }
        if (!isAllowed(password, 22)) {
            throw new SdpException("An ICE password has 22 to 256 letters, digits, '+' or '/'.");
        }
    }

    /** Never in a log: whoever knows the password can take the session over. */
    @Override
    public String toString() {
        return "IceCredentials[ufrag=" + ufrag + "]";
    }

    private static boolean isAllowed(String text, int least) {
        return text.length() >= least && text.length() <= LONGEST && Ascii.has(text, ALSO);
    }
}
