package org.meterline.platform.adapter;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A database whose commits are steps, each with the place that asked for it and the facts that it adds or changes: what is accepted,
 * doubted and held is recorded in one place, and is three steps. Commits that changed nothing are none.
 */
final class SteppingDatabase implements DataSource {

    private static final Pattern FACTS =
            Pattern.compile("(?:insert into|update|delete from)\\s+((?:readings|review)\\.[a-z_]+)");

    private final String url;
    private final Properties properties = new Properties();

    SteppingDatabase(String url, Properties settings, String user, String password) {
        this.url = url;
        settings.forEach((name, value) -> properties.setProperty(name.toString(), value.toString()));
        properties.setProperty("user", user);
        properties.setProperty("password", password);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = DriverManager.getConnection(url, properties);
        return around(Connection.class, connection, new Session(connection));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private static <T> T around(Class<T> type, T inner, Call call) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                return call.make(method, arguments, () -> method.invoke(inner, arguments));
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** One call that may be a step. */
    private interface Call {

        Object make(Method method, Object[] arguments, Inner inner) throws Exception;
    }

    private interface Inner {

        Object make() throws Exception;
    }

    /** One connection, and whether its transaction has changed anything. */
    private static final class Session implements Call {

        private final Connection connection;
        private final Set<String> facts = new TreeSet<>();
        private boolean changed;

        Session(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Object make(Method method, Object[] arguments, Inner inner) throws Exception {
            var result = inner.make();
            switch (method.getName()) {
                case "commit" -> committed();
                case "rollback" -> forget();
                case "prepareStatement" -> {
                    return around(
                            PreparedStatement.class,
                            (PreparedStatement) result,
                            statement(((String) arguments[0]).strip().toLowerCase(Locale.ROOT)));
                }
                default -> {}
            }
            return result;
        }

        private void committed() {
            if (changed) {
                var step = "commit of " + Steps.place() + (facts.isEmpty() ? "" : " " + facts);
                forget();
                Steps.done(step);
            }
        }

        private void forget() {
            changed = false;
            facts.clear();
        }

        private void changed(String sql) {
            changed = true;
            FACTS.matcher(sql).results().forEach(found -> facts.add(found.group(1)));
        }

        private Call statement(String sql) {
            return (method, arguments, inner) -> {
                var result = inner.make();
                if (method.getName().equals("executeUpdate") && (Integer) result > 0) {
                    changed(sql);
                } else if (method.getName().equals("executeQuery") && !sql.startsWith("select")) {
                    return around(ResultSet.class, (ResultSet) result, rows(sql));
                }
                return result;
            };
        }

        /** What an update returned. */
        private Call rows(String sql) {
            return (method, arguments, inner) -> {
                var result = inner.make();
                if (method.getName().equals("next") && (Boolean) result) {
                    changed(sql);
                }
                return result;
            };
        }
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing inside");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
