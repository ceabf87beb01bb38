package live.weir.bridge.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DependencyDescriptorTest {

    private final DependencyDescriptor descriptor = new DependencyDescriptor();
    private final DependencyStructure structure = new DependencyStructure();

    @Test
    void reads_the_structure_that_comes_with_a_key_frame() {
        assertThat(read(Examples.DEPENDENCY_STRUCTURE)).isTrue();
        assertThat(descriptor.startsKeyframe()).isTrue();
        assertThat(descriptor.startOfFrame()).isTrue();
        assertThat(descriptor.endOfFrame()).isFalse();
        assertThat(descriptor.frameNumber()).isEqualTo(0x0102);
        assertThat(descriptor.spatialId()).isZero();
        assertThat(descriptor.temporalId()).isZero();
        assertThat(descriptor.indication(0)).isEqualTo(DependencyDescriptor.SWITCH);
        assertThat(descriptor.indication(1)).isEqualTo(DependencyDescriptor.SWITCH);
        assertThat(structure.known()).isTrue();
        assertThat(structure.targets()).isEqualTo(2);
        assertThat(structure.activeTargets()).isEqualTo(0b11);
        assertThat(structure.spatialLayers()).isEqualTo(1);
        assertThat(structure.targetTemporalId(0)).isZero();
        assertThat(structure.targetTemporalId(1)).isEqualTo(1);
        assertThat(structure.targetSpatialId(1)).isZero();
        assertThat(structure.width(0)).isEqualTo(640);
        assertThat(structure.height(0)).isEqualTo(360);
    }

    @Test
    void reads_a_frame_by_the_structure_seen_before() {
        read(Examples.DEPENDENCY_STRUCTURE);
        assertThat(read(Examples.DEPENDENCY_FRAME)).isTrue();
        assertThat(descriptor.startsKeyframe()).isFalse();
        assertThat(descriptor.endOfFrame()).isTrue();
        assertThat(descriptor.frameNumber()).isEqualTo(0x0103);
        assertThat(descriptor.temporalId()).isEqualTo(1);
        assertThat(descriptor.isPresent(0)).isFalse();
        assertThat(descriptor.indication(1)).isEqualTo(DependencyDescriptor.DISCARDABLE);
    }

    @Test
    void reads_what_a_frame_says_of_its_own() {
        read(Examples.DEPENDENCY_STRUCTURE);
        assertThat(read(Examples.DEPENDENCY_CUSTOM)).isTrue();
        assertThat(descriptor.indication(0)).isEqualTo(DependencyDescriptor.REQUIRED);
        assertThat(descriptor.indication(1)).isEqualTo(DependencyDescriptor.DISCARDABLE);
        assertThat(structure.activeTargets()).isEqualTo(0b01);
        assertThat(read(Examples.DEPENDENCY_FRAME)).isTrue();
        assertThat(structure.activeTargets()).isEqualTo(0b01);
    }

    @Test
    void knows_number_and_bounds_of_a_frame_without_a_structure() {
        assertThat(read(Examples.DEPENDENCY_FRAME)).isFalse();
        assertThat(descriptor.frameNumber()).isEqualTo(0x0103);
        assertThat(descriptor.startOfFrame()).isTrue();
        assertThat(descriptor.endOfFrame()).isTrue();
        assertThat(descriptor.targets()).isZero();
    }

    @Test
    void refuses_a_template_that_the_structure_lacks() {
        read(Examples.DEPENDENCY_STRUCTURE);
        byte[] other = Examples.DEPENDENCY_FRAME.clone();
        other[0] = (byte) 0xC2;
        assertThat(read(other)).isFalse();
        assertThat(structure.known()).isTrue();
    }

    @Test
    void forgets_the_structure_when_its_successor_is_cut_off() {
        for (int length = 0; length < Examples.DEPENDENCY_STRUCTURE.length; length++) {
            read(Examples.DEPENDENCY_STRUCTURE);
            boolean replaced = length > 3;
            assertThat(read(Arrays.copyOf(Examples.DEPENDENCY_STRUCTURE, length)))
                    .as("%d bytes", length)
                    .isEqualTo(length == 3);
            assertThat(structure.known()).isEqualTo(!replaced);
        }
    }

    private boolean read(byte[] bytes) {
        return descriptor.read(bytes, 0, bytes.length, structure);
    }
}
