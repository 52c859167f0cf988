package org.meterline.infra;

import software.amazon.awscdk.App;

/** The CDK application: {@code cdk synth} and {@code cdk deploy} start here. */
public final class MeterlineApp {

    private MeterlineApp() {}

    static void main() {
        var app = new App();
        new DataStack(app, "MeterlineData", null);
        app.synth();
    }
}
