package org.meterline.readings;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the news of photos, as conversation would hear them. */
@Singleton
public class NewsSeen implements ApplicationEventListener<PhotoNews> {

    private final List<PhotoNews> seen = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(PhotoNews news) {
        seen.add(news);
    }

    /** What was said about a photo, in order. */
    public List<PhotoNews> of(String photoId) {
        return seen.stream().filter(news -> news.photoId().equals(photoId)).toList();
    }
}
