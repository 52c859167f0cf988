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
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database whose commits are steps, each with the place that asked for it; those that changed nothing are none. */
final class SteppingDatabase implements DataSource {

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
        private boolean changed;

        Session(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Object make(Method method, Object[] arguments, Inner inner) throws Exception {
            var result = inner.make();
            switch (method.getName()) {
                case "commit" -> committed();
                case "rollback" -> changed = false;
                case "prepareStatement" -> {
                    return around(
                            PreparedStatement.class,
                            (PreparedStatement) result,
                            statement(((String) arguments[0]).strip().toLowerCase(java.util.Locale.ROOT)));
                }
                default -> {}
            }
            return result;
        }

        private void committed() {
            if (changed) {
                changed = false;
                Steps.done("commit of " + Steps.place());
            }
        }

        private Call statement(String sql) {
            return (method, arguments, inner) -> {
                var result = inner.make();
                if (method.getName().equals("executeUpdate")) {
                    changed |= (Integer) result > 0;
                } else if (method.getName().equals("executeQuery") && !sql.startsWith("select")) {
                    return around(ResultSet.class, (ResultSet) result, this::read);
                }
                return result;
            };
        }

        /** What an update returned. */
        private Object read(Method method, Object[] arguments, Inner inner) throws Exception {
            var result = inner.make();
            if (method.getName().equals("next")) {
                changed |= (Boolean) result;
            }
            return result;
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
