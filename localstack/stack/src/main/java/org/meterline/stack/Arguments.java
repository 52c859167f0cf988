package org.meterline.stack;

import java.util.Collection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What cannot be meant is said in words, with the command's usage, and ends with 2. */
final class Arguments {

    private Arguments() {}

    /** The number of an option, if it is large enough. */
    static int atLeast(int least, CommandSpec command, String option, int value) {
        if (value < least) {
            throw new ParameterException(
                    command.commandLine(), option + " is " + value + ", and has to be " + least + " or more");
        }
        return value;
    }

    /** One of a few words did not come. */
    static ParameterException unknown(CommandSpec command, String what, String word, Collection<String> known) {
        return new ParameterException(
                command.commandLine(),
                "no " + what + " is called " + word + "; there are: " + String.join(", ", known));
    }
}
