package org.meterline.infra;

/**
 * How large a deployment is: what it costs, and what it survives.
 *
 * @param name in the stacks' names, so that several fit into one account
 * @param zones availability zones that everything is spread over
 * @param natGateways ways out to the internet; one per zone survives the loss of a zone
 * @param broker RabbitMQ
 * @param database PostgreSQL
 * @param functions lambdas
 * @param tasks instances of billing-service
 * @param webhooksPerSecond the planned peak; ten times that is let through
 * @param keepsData whether data survive {@code cdk destroy} and cannot be deleted by accident
 * @param budgetUsd what a month may cost before somebody is told
 */
public record Environment(
        String name,
        int zones,
        int natGateways,
        Broker broker,
        Database database,
        Functions functions,
        Tasks tasks,
        int webhooksPerSecond,
        boolean keepsData,
        int budgetUsd) {

    /** To try it for a day: one of everything. */
    public static final Environment DEV = new Environment(
            "dev",
            2,
            1,
            new Broker("mq.m7g.medium", false),
            new Database("t4g.micro", false, 20, 1),
            new Functions(0, 10),
            new Tasks(1, 2, 512, 2048),
            10,
            false,
            300);

    /** To live on: nothing that a failing zone takes along. */
    public static final Environment PROD = new Environment(
            "prod",
            3,
            3,
            new Broker("mq.m7g.large", true),
            new Database("m7g.large", true, 100, 14),
            new Functions(200, 100),
            new Tasks(3, 10, 1024, 2048),
            100,
            true,
            2_500);

    /** The environment of a name, as it is given on the command line: {@code cdk deploy -c environment=prod}. */
    public static Environment named(String name) {
        return switch (name) {
            case "dev" -> DEV;
            case "prod" -> PROD;
            default -> throw new IllegalArgumentException("no environment is called " + name + ": take dev or prod");
        };
    }

    /**
     * RabbitMQ's size.
     *
     * @param instance Amazon MQ's instance type
     * @param cluster three nodes in different zones; else one
     */
    public record Broker(String instance, boolean cluster) {}

    /**
     * PostgreSQL's size.
     *
     * @param instance RDS's instance type, without the "db."
     * @param standby whether a copy in another zone takes over
     * @param gigabytes storage at first; it grows by itself to four times that
     * @param backupDays how long backups are kept, and with them point-in-time recovery
     */
    public record Database(String instance, boolean standby, int gigabytes, int backupDays) {}

    /**
     * How many lambdas may run at once.
     *
     * @param receivers of webhooks; 0 reserves nothing for any function, as a new account's quota may be as low as ten
     * @param readers of photos, held by their queue too
     */
    public record Functions(int receivers, int readers) {

        boolean reserved() {
            return receivers > 0;
        }
    }

    /**
     * Instances of billing-service.
     *
     * @param cpu of one, in 1/1024 of a processor
     * @param memoryMegabytes of one
     */
    public record Tasks(int min, int max, int cpu, int memoryMegabytes) {}
}
