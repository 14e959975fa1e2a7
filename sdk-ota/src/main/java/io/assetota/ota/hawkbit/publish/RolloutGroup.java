package io.assetota.ota.hawkbit.publish;

/**
 * A group of a rollout in hawkBit.
 *
 * @param name what it is called
 * @param filter which targets it takes of those of the rollout; empty for any
 * @param percent how many of these, in percent of all
 * @param targets how many that are
 * @param errorPercent it halts when more than this share of its targets failed; hawkBit has whole
 *     percents only
 * @param haltsAt how many failures that are; 0 if it never halts
 * @param successPercent when this share of its targets has succeeded, the next group begins: those
 *     that may fail don't hold it up
 */
public record RolloutGroup(
    String name,
    String filter,
    double percent,
    long targets,
    int errorPercent,
    long haltsAt,
    int successPercent) {}
