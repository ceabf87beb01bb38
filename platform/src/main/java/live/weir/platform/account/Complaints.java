package live.weir.platform.account;

import java.util.Optional;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with a request, so that a client is told of all fields at once. */
final class Complaints {

    private @Nullable Problem problem;

    Complaints about(String pointer, Optional<String> complaint) {
        complaint.ifPresent(sentence -> {
            problem = problem == null ? Problem.invalid(pointer, sentence) : problem.at(pointer, sentence);
        });
        return this;
    }

    Complaints required(String pointer, @Nullable Object value) {
        return about(pointer, value == null ? Optional.of("is required") : Optional.empty());
    }

    void raise() {
        if (problem != null) {
            throw problem;
        }
    }
}
