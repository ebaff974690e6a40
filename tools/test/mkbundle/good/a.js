var a = 1;
//# sourceMappingURL=a.js.map
var b = 2;
