package org.meterline.ocr;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;

/** The settings of the lambdas, read once from the environment and complete, or not there at all. */
record Settings(
        String messageTable,
        String photoBucket,
        URI brokerEndpoint,
        String brokerSecretId,
        boolean photoBucketPathStyle) {

    static Settings from(Map<String, String> environment) {
        var missing = Arrays.stream(Setting.values())
                .filter(Setting::required)
                .filter(setting -> valueOf(setting, environment).isEmpty())
                .map(Setting::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not set in the environment: " + String.join(", ", missing));
        }
        return new Settings(
                valueOf(Setting.MESSAGE_TABLE, environment),
                valueOf(Setting.PHOTO_BUCKET, environment),
                URI.create(valueOf(Setting.BROKER_ENDPOINT, environment)),
                valueOf(Setting.BROKER_SECRET_ID, environment),
                Boolean.parseBoolean(valueOf(Setting.PHOTO_BUCKET_PATH_STYLE, environment)));
    }

    private static String valueOf(Setting setting, Map<String, String> environment) {
        return environment.getOrDefault(setting.name(), "").strip();
    }
}
