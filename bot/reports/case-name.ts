/**
 * Two plain words by which responders call a report. They open nothing, stand in no order and tell no volume. They are
 * names, not sentences, so they are here and not among the wording. Left out: anything of illness, danger, rank or people.
 */
const firsts =
  'amber aqua ash autumn azure beige birch blue brass bright bronze calm cedar chalk cherry clear clover cobalt copper coral cotton cream crisp crystal dawn denim dusk early ebony elm emerald fern flax forest frost ginger golden granite grassy green grey harbour hazel heather hidden indigo island ivory jade jasper kind late lemon light lilac lime linen little lunar maple marble meadow mellow mild mint misty mossy navy neat noon oak ocean ochre olive onyx opal orange pale paper peach pearl pebble pine pink plain plum polar pond prairie quiet rain river rosy round ruby russet rustic saffron sage sand satin scarlet shady silent silver sky slate slow small smooth snow soft solar spring steady still summer sunny tall teal thyme tidal topaz tulip umber velvet violet warm wheat white wide willow winter woven yellow'.split(
    ' '
  )
const seconds =
  'acorn anchor apple arch badger basket beacon beaver bell blackbird boat bramble bridge brook bucket bunting button canal candle canoe castle chestnut chimney cloud coast compass cottage crane cricket curlew daisy dolphin dove drum duck dune eagle feather fiddle field finch flute fox garden gate glacier goat goose gull hammock hare harvest hawk hedge heron hill horse hut iris island ivy jetty kestrel kettle kite ladder lake lamp lantern lark leaf ledge lighthouse lily linnet lobster lodge magpie mallard mango map marina market mill mole moor moth mountain newt nutmeg orchard otter owl paddle parcel pear pelican pepper petal pier pigeon pillow plover pocket poppy puffin quail quarry quilt rabbit raven reed robin rocket rook rowan saddle sail seal shell shore sparrow spoon spruce squirrel star starling stone stork stream swallow swan table teapot tern thistle thrush tiger tower tractor trail tree tunnel valley walnut walrus wagon wheel window wren'.split(
    ' '
  )

/** A case name that says nothing: `amber heron`. */
export function newCaseName(
  random: Uint16Array = crypto.getRandomValues(new Uint16Array(2))
): string {
  const [one = 0, two = 0] = random
  return `${firsts[one % firsts.length]} ${seconds[two % seconds.length]}`
}
