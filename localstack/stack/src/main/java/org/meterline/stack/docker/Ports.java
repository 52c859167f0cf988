package org.meterline.stack.docker;

import java.util.Map;
import org.meterline.stack.supervisor.Settings;

/** Where the containers' doors are on this machine, each on its own address only; the names are compose's variables. */
record Ports(int localstack, int broker, int brokerPage, int database, int billing, int chat) {

    static Ports from(Map<String, String> environment) {
        return new Ports(
                Settings.number(environment, "LOCALSTACK_PORT", 4566),
                Settings.number(environment, "BROKER_PORT", 5672),
                Settings.number(environment, "BROKER_PAGE_PORT", 15672),
                Settings.number(environment, "DATABASE_PORT", 5432),
                Settings.number(environment, "BILLING_PORT", 8080),
                Settings.number(environment, "CHAT_PORT", 8088));
    }

    String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** As lines of an environment file. */
    String compose() {
        return """
                LOCALSTACK_PORT=%d
                BROKER_PORT=%d
                BROKER_PAGE_PORT=%d
                DATABASE_PORT=%d
                BILLING_PORT=%d
                CHAT_PORT=%d
                """.formatted(localstack, broker, brokerPage, database, billing, chat);
    }
}
