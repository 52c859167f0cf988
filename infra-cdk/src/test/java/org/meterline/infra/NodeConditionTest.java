package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeConditionTest {

    @Test
    void without_a_node_the_synth_tests_are_skipped_and_say_why() {
        var verdict = NodeCondition.judge("none");

        assertThat(verdict.isDisabled()).isTrue();
        assertThat(verdict.getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("Node 20"));
    }

    @Test
    void with_a_node_they_run() {
        assertThat(NodeCondition.judge("node").isDisabled()).isFalse();
    }
}
