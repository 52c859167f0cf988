package org.meterline.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.AccessLogField;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.DomainNameOptions;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.LambdaIntegration;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodLoggingLevel;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.SecurityPolicy;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The door for Twilio, and for nobody else: webhooks and status callbacks over HTTPS, throttled far above the planned peak, its log without
 * a number or an address in it.
 */
public final class WebhookApi extends Construct {

    static final String STAGE = "live"; // literal: asking the stage for its name would close a circle
    static final int PEAKS = 10; // what is let through, in planned peaks

    private final RestApi api;
    private final LogGroup calls;
    private final @Nullable String domain;

    WebhookApi(Construct scope, String id, Deployment deployment) {
        super(scope, id);
        domain = deployment.webhookDomain();
        var limit = PEAKS * deployment.environment().webhooksPerSecond();
        calls = new EncryptedLogs(this, "Calls").group();
        api = RestApi.Builder.create(this, "Api")
                .restApiName("meterline-" + deployment.environment().name())
                .description("Twilio's webhooks and status callbacks")
                .endpointTypes(List.of(EndpointType.REGIONAL))
                .cloudWatchRole(true)
                .deployOptions(StageOptions.builder()
                        .stageName(STAGE)
                        .throttlingRateLimit(limit)
                        .throttlingBurstLimit(limit)
                        .metricsEnabled(true)
                        .loggingLevel(MethodLoggingLevel.OFF) // it would write down what people say
                        .dataTraceEnabled(false)
                        .accessLogDestination(new LogGroupLogDestination(calls))
                        .accessLogFormat(callWithoutCaller(Stack.of(this)))
                        .build())
                .build();
        api.getNode().tryRemoveChild("Endpoint"); // an output that nobody asked for
        if (domain != null && deployment.webhookCertificate() != null) {
            answerAs(domain, deployment.webhookCertificate());
        }
    }

    /** Hands everything that Twilio may call to a function, and nothing else. */
    void lead(IFunction function) {
        var integration = LambdaIntegration.Builder.create(function)
                .allowTestInvoke(false) // it asks for a second permission, for everyone who sees the console
                .build();
        api.getRoot().addResource("webhook").addMethod("POST", integration);
        var twilio = api.getRoot().addResource("webhooks").addResource("twilio");
        twilio.addResource("whatsapp").addMethod("POST", integration);
        twilio.addResource("sms").addMethod("POST", integration);
        var status = twilio.addResource("status");
        status.addMethod("POST", integration);
        status.addResource("{outboundId}").addMethod("POST", integration);
        Accepted.finding(
                api, "APIG2", "What is valid is what Twilio signed; the function checks that and answers 403.");
        Accepted.finding(api, "APIG4", "Twilio can send no token; it signs every request, and the function checks it.");
        Accepted.finding(api, "APIG6", "A log of executions holds what customers write; access is logged without it.");
        Accepted.finding(api, "COG4", "Twilio can send no token; it signs every request, and the function checks it.");
        Accepted.finding(api, "IAM4", "What API Gateway needs to write any log, as AWS itself puts it together.");
    }

    /** What stands before {@code /webhooks/…} in the addresses that Twilio is given. */
    String baseUrl() {
        var stack = Stack.of(this);
        return domain != null
                ? "https://" + domain
                : "https://" + api.getRestApiId() + ".execute-api." + stack.getRegion() + "." + stack.getUrlSuffix()
                        + "/" + STAGE;
    }

    /** Its log: one line per call. */
    LogGroup calls() {
        return calls;
    }

    RestApi api() {
        return api;
    }

    private void answerAs(String name, String certificate) {
        var address = api.addDomainName(
                "Domain",
                DomainNameOptions.builder()
                        .domainName(name)
                        .certificate(Certificate.fromCertificateArn(this, "Certificate", certificate))
                        .endpointType(EndpointType.REGIONAL)
                        .securityPolicy(SecurityPolicy.TLS_1_2)
                        .build());
        CfnOutput.Builder.create(Stack.of(this), "WebhookDomainTarget")
                .value(address.getDomainNameAliasDomainName())
                .description("what " + name + " is to point to, as a CNAME")
                .build();
    }

    /** The route and not the path, which names a message; nothing of who called. */
    private static AccessLogFormat callWithoutCaller(Stack stack) {
        return AccessLogFormat.custom(stack.toJsonString(new TreeMap<>(Map.of(
                "requestId", AccessLogField.contextRequestId(),
                "time", AccessLogField.contextRequestTime(),
                "method", AccessLogField.contextHttpMethod(),
                "route", AccessLogField.contextResourcePath(),
                "status", AccessLogField.contextStatus(),
                "bytes", AccessLogField.contextResponseLength(),
                "millis", AccessLogField.contextResponseLatency(),
                "functionMillis", AccessLogField.contextIntegrationLatency()))));
    }
}
