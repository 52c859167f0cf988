package org.meterline.definition;

/**
 * Where functions find what is not AWS.
 *
 * @param broker RabbitMQ, {@code amqp://host:port}
 * @param webhooks what Twilio was given, and signs
 * @param twilio Twilio's API
 * @param media where media may be redirected to
 */
public record Addresses(String broker, String webhooks, String twilio, String media) {}
