package org.meterline.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Everything behind the broker: billing-service, and the door that staff come in by. */
public final class BillingStack extends Stack {

    private final BillingService service;
    private final StaffDoor door;

    public BillingStack(
            Construct scope,
            String id,
            Deployment deployment,
            NetworkStack network,
            DataStack data,
            BrokerStack broker,
            IngestStack ingest,
            @Nullable StackProps settings) {
        super(scope, id, settings);
        var task = new BillingTask(this, "Task", deployment, data, broker, ingest);
        service = new BillingService(this, "Service", deployment.environment(), network, task);
        door = new StaffDoor(this, "StaffDoor", service);
        if (!deployment.artifacts().hasDatabaseRoots()) {
            Annotations.of(this)
                    .addInfo("PostgreSQL's certificate is not checked: put RDS's roots into billing-service/docker/"
                            + Artifacts.DATABASE_ROOTS + " first, see docs/deploy.md");
        }
        CfnOutput.Builder.create(this, "BillingUrl").value(door.url()).build();
        CfnOutput.Builder.create(this, "StaffPageUrl")
                .value(door.url() + "/console")
                .description("where staff work; the first key is in the secret that AdminKeySecret names")
                .build();
        CfnOutput.Builder.create(this, "RestartCommand")
                .value("aws ecs update-service --force-new-deployment --cluster "
                        + service.cluster().getClusterName() + " --service "
                        + service.service().getServiceName())
                .description("run after a secret has changed")
                .build();
    }

    public BillingService service() {
        return service;
    }

    public StaffDoor door() {
        return door;
    }
}
