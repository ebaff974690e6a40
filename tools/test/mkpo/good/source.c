/* N_("不是消息，在注释里") */
static const char *const a[] = {N_("两行\n文字"), N_("甲" /* joined */ "乙"), "没有标记"}; // N_("也在注释里")
static char q = '"';
void f(void) { x(T(v, "还有 {1} 天，{2} 反映"), T(g(1, 2), N_("里面")), T(v, key), MY_N_("别的宏"), T (v, "空格")); }
const char *s = N_("说“引号\"”和\\反斜线");
