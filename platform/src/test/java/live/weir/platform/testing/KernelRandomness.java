package live.weir.platform.testing;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets event loops read the kernel's random numbers: {@code /dev/urandom} is a file to the JDK, but never waits. The
 * Postgres driver does it whenever it signs in.
 */
public final class KernelRandomness implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG", "engineNextBytes");
    }
}
