package live.weir.platform.web.ui;

import live.weir.testing.InstalledChromium;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** A node and a browser are costly: one of each serves all classes of a run, and closes after the last. */
final class OnePerRun implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        InstalledChromium.assume();
        Store run = context.getRoot().getStore(Namespace.create(OnePerRun.class));
        RunningWeir weir = run.computeIfAbsent(RunningWeir.class, key -> RunningWeir.start(), RunningWeir.class);
        BrowserSession browser =
                run.computeIfAbsent(BrowserSession.class, key -> BrowserSession.open(), BrowserSession.class);
        ((BrowserTest) context.getRequiredTestInstance()).receive(weir, browser);
    }
}
