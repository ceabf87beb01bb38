package live.weir.bridge;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.stream.Stream;

/** Names the packages of a module for the rules about them. */
record Rooms(String root) {

    static Rooms of(String root) {
        return new Rooms(root);
    }

    /** Classes of this module that are neither in the room itself nor directly in one of the others. */
    DescribedPredicate<JavaClass> except(String room, String... others) {
        return DescribedPredicate.describe(
                "are outside " + room + " and " + Arrays.toString(others),
                target -> target.getPackageName().startsWith(root)
                        && !isIn(target, room)
                        && Arrays.stream(others).noneMatch(other -> isDirectlyIn(target, other)));
    }

    private boolean isIn(JavaClass target, String room) {
        return isDirectlyIn(target, room) || target.getPackageName().startsWith(root + "." + room + ".");
    }

    private boolean isDirectlyIn(JavaClass target, String room) {
        return target.getPackageName().equals(root + "." + room);
    }

    static String[] join(String[] first, String[] second, String last) {
        return Stream.of(Arrays.stream(first), Arrays.stream(second), Stream.of(last))
                .flatMap(names -> names)
                .toArray(String[]::new);
    }
}
