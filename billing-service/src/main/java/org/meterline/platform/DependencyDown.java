package org.meterline.platform;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Something that we need is out of reach for now. Whoever meets it waits; the work in hand is not to blame. */
public class DependencyDown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String READ_ONLY = "25006"; // what a database says that is no primary any more
    /** Classes of SQLSTATE: connection, sign-in, insufficient resources. */
    private static final Set<String> OUT_OF_REACH = Set.of("08", "28", "53");

    private static final String SHUTTING_DOWN = "57P0";
    private static final int CLASS_LENGTH = 2;

    public DependencyDown(String dependency, Throwable cause) {
        super(dependency + " is out of reach", cause);
    }

    /** Whether that is what a failure comes from, however deep it lies. */
    public static boolean isBehind(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DependencyDown || cause instanceof SQLException sql && isOutOfReach(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutOfReach(SQLException failure) {
        var state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLRecoverableException
                || state.length() > CLASS_LENGTH && OUT_OF_REACH.contains(state.substring(0, CLASS_LENGTH))
                || state.startsWith(SHUTTING_DOWN)
                || state.equals(READ_ONLY);
    }
}
