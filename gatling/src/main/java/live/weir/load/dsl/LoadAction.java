package live.weir.load.dsl;

import com.typesafe.scalalogging.Logger;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.internal.Expressions;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** An action that goes on when something is there, and blocks nobody meanwhile. */
public abstract class LoadAction implements io.gatling.javaapi.core.ActionBuilder {

    private final String name;

    protected LoadAction(String name) {
        this.name = name;
    }

    protected String name() {
        return name;
    }

    /** Begins; it must call one of the step's {@code next} methods once. What it throws fails the step. */
    protected abstract void begin(Step step, LoadComponents components);

    /** Gatling's expressions, such as {@code #{key}}. */
    protected static Function<io.gatling.javaapi.core.Session, String> expression(String text) {
        return Expressions.expressionToJavaFunction(Expressions.toStringExpression(text));
    }

    @Override
    public ActionBuilder asScala() {
        return new Builder();
    }

    private final class Builder implements ActionBuilder {

        @Override
        public Action build(ScenarioContext context, Action next) {
            LoadComponents components = context.protocolComponentsRegistry().components(LoadComponents.KEY);
            return new Running(context.coreComponents(), components, next);
        }
    }

    private final class Running implements Action {

        private final CoreComponents core;
        private final LoadComponents components;
        private final Action next;
        private Logger logger = Logger.apply(LoggerFactory.getLogger(LoadAction.class));

        Running(CoreComponents core, LoadComponents components, Action next) {
            this.core = core;
            this.components = components;
            this.next = next;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void execute(Session session) {
            Step step = new Step(session, name, core, next);
            try {
                begin(step, components);
            } catch (RuntimeException unlike) {
                step.failed("", unlike.getMessage());
                step.nextFailed();
            }
        }

        @Override
        public Logger logger() {
            return logger;
        }

        @Override
        public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger given) {
            logger = given;
        }
    }
}
