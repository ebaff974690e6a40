/* demo_canvas.h: what the scenes of the demo's photos are drawn with. Only demo_*.c includes it.
 *
 * Coordinates are those of the finished picture, 1200 x 900 from the upper left; the canvas is twice as large
 * and made smaller at the end, which smooths every edge. Colours are 0xRRGGBB. */
#ifndef LINLI_MAIN_DEMO_CANVAS_H
#define LINLI_MAIN_DEMO_CANVAS_H

#include <gd.h>
#include <stdbool.h>
#include <stddef.h>

enum light { LIGHT_DAY, LIGHT_MORNING, LIGHT_EVENING, LIGHT_GREY, LIGHT_NIGHT };

struct canvas {
	gdImagePtr im;
	unsigned seed;
	enum light light;
};
struct spot {
	int x, y;
};

/* Colours of static/style.css and what goes with them. */
enum {
	INK = 0x18211F,
	WALL = 0xF7F7F2,
	WALL2 = 0xE9EDE8,
	DAI = 0x1F4A45,
	DAI2 = 0x163834,
	TINT = 0xE0EBE7,
	STONE = 0xC9CEC8,
	STONE2 = 0xAEB6B0,
	ASPHALT = 0x6B7573,
	LAMP = 0xF2B23E,
	LAMP_PALE = 0xFFF3D6,
	RED = 0xB8262B,
	ORANGE = 0xBE5410,
	YELLOW = 0xF0BC2C,
	GREEN = 0x2E7234,
	CYAN = 0x0B7480,
	BLUE = 0x1F5FB0,
	PURPLE = 0x75479F,
	LEAF = 0x5E8F5A,
	EARTH = 0x8A6B4C,
	WOOD = 0xA9764A,
	RUST = 0x9A4F22,
};

/* A number from 0 to n-1 that belongs to this picture and this key. */
int vary(const struct canvas *c, unsigned key, int n);
/* That far on the way from a to b, in percent. */
int mix(int a, int b, int percent);
/* One of some colours for things that come in many. */
int any_colour(const struct canvas *c, unsigned key);

void rect(struct canvas *c, int x, int y, int w, int h, int colour);
void round_rect(struct canvas *c, int x, int y, int w, int h, int radius, int colour);
void fade(struct canvas *c, int x, int y, int w, int h, int top, int bottom);
void oval(struct canvas *c, int x, int y, int w, int h, int colour); /* x, y: middle */
void stroke(struct canvas *c, int x1, int y1, int x2, int y2, int width, int colour);
void shape(struct canvas *c, int colour, const struct spot *v, size_t n);
#define SHAPE(c, colour, ...)                                                                      \
	shape(c, colour, (const struct spot[]){__VA_ARGS__},                                       \
	      sizeof(const struct spot[]){__VA_ARGS__} / sizeof(struct spot))
/* These lay a colour over what is there: percent at most. */
void veil(struct canvas *c, int x, int y, int w, int h, int colour, int percent);
void shadow(struct canvas *c, int x, int y, int w, int h, int percent); /* soft, oval */
void glow(struct canvas *c, int x, int y, int radius, int colour, int percent);

/* Things, standing on y. size 100 is usual. */
void sky(struct canvas *c, int horizon);
void skyline(struct canvas *c, int horizon);
void house(struct canvas *c, int x, int y, int w, int h, int colour);
void paving(struct canvas *c, int y, int colour);
void road(struct canvas *c, int y);
void tree(struct canvas *c, int x, int y, int size);
void bush(struct canvas *c, int x, int y, int size);
void lamp_post(struct canvas *c, int x, int y, int h, bool on);
void car(struct canvas *c, int x, int y, int size, int colour);
void ebike(struct canvas *c, int x, int y, int size, int colour);
void bin(struct canvas *c, int x, int y, int size, int colour);
void bag(struct canvas *c, int x, int y, int size, int colour);
void box(struct canvas *c, int x, int y, int size);
void barrier(struct canvas *c, int x, int y, int w);
void bench(struct canvas *c, int x, int y, bool broken);
/* A room seen from its entrance: back wall from 300,170 to 900,640. */
void room(struct canvas *c, int wall, int floor);
void door(struct canvas *c, int x, int y, int w, int h, int colour);

/* Scenes; mended is what it looks like afterwards. */
void scene_hall(struct canvas *c, bool mended);
void scene_hall_lamp(struct canvas *c, bool mended);
void scene_leak(struct canvas *c, bool mended);
void scene_stairs(struct canvas *c, bool mended);
void scene_wall(struct canvas *c, bool mended);
void scene_lift(struct canvas *c, bool mended);
void scene_record(struct canvas *c, bool mended);
void scene_garbage(struct canvas *c, bool mended);
void scene_puddle(struct canvas *c, bool mended);
void scene_parking(struct canvas *c, bool mended);
void scene_pavement(struct canvas *c, bool mended);
void scene_manhole(struct canvas *c, bool mended);
void scene_tree(struct canvas *c, bool mended);
void scene_stall(struct canvas *c, bool mended);
void scene_slide(struct canvas *c, bool mended);
void scene_charging(struct canvas *c, bool mended);
void scene_sign(struct canvas *c, bool mended);
void scene_river(struct canvas *c, bool mended);
void scene_construction(struct canvas *c, bool mended);
void scene_streetlight(struct canvas *c, bool mended);
void scene_bench(struct canvas *c, bool mended);

#endif
