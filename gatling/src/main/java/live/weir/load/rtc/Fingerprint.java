package live.weir.load.rtc;

import java.io.IOException;
import java.util.Locale;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;

/** What a description says of its sender's certificate. */
record Fingerprint(String algorithm, String value) {

    static Fingerprint parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new RtcFailure("The server's description has a fingerprint that cannot be read");
        }
        return new Fingerprint(
                text.substring(0, space).toLowerCase(Locale.ROOT),
                text.substring(space + 1).strip().toUpperCase(Locale.ROOT));
    }

    void verify(byte[] certificate) throws IOException {
        if (!Identity.hash(algorithm, certificate).equals(value)) {
            throw new TlsFatalAlert(
                    AlertDescription.bad_certificate,
                    new IOException("The server's certificate is not the one of its description"));
        }
    }
}
