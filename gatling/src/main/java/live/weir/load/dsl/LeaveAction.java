package live.weir.load.dsl;

/** Ends what that name began. */
public final class LeaveAction extends LoadAction {

    LeaveAction(String name) {
        super(name);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        if (step.session().attributes().get(name()).getOrElse(() -> null) instanceof OpenSession open) {
            open.close();
        }
        step.nextWithout(name());
    }
}
