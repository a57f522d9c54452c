"""Twenty layouts, each one line of data: which columns it prints, in which order and under which labels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """How a form is printed. Columns are pairs of a field and its label; `target3` prints targets in three cells."""

    name: str
    title: str
    kind: str
    funds: tuple[tuple[str, str], ...]
    fund_labels: tuple[str, str, str, str]
    indicators: tuple[tuple[str, str], ...]
    head: tuple[tuple[str, str], ...]
    fund_block: str = "项目资金({unit})"
    goals: tuple[str, str, str] | None = ("年度总体目标", "预期目标", "实际完成情况")
    goals_first: bool = False
    total: str | None = "总分"
    grade: bool = False
    closing: tuple[tuple[str, str], ...] = ()
    points_in_labels: bool = False
    stage: str = "evaluation"
    funds_last: bool = False
    fund_span: str | None = None
    upright: bool = False
    percent: bool = False
    coded: bool = False
    decisions: bool = False

    @property
    def target3(self) -> bool:
        """Whether a target has three cells."""
        return any(field == "operator" for field, _ in self.indicators)


GENERAL = ("年度资金总额", "其中:当年财政拨款", "上年结转资金", "其他资金")
_PROJECT = (("project", "项目名称"), ("supervisor", "主管部门"), ("department", "实施单位"))
_L = (("level1", "一级指标"), ("level2", "二级指标"), ("level3", "三级指标"))
_A6 = (
    ("initial", "年初预算数"),
    ("adjusted", "全年预算数(A)"),
    ("executed", "全年执行数(B)"),
    ("weight", "分值"),
    ("rate", "执行率(B/A)"),
    ("score", "得分"),
)
_PLAIN3 = (("adjusted", "全年预算数(A)"), ("executed", "全年执行数(B)"), ("rate", "执行率(B/A)"))
_GENERAL_ROWS = (
    *_L,
    ("target", "年度指标值"),
    ("actual", "实际完成值"),
    ("weight", "分值"),
    ("score", "得分"),
    ("reason", "偏差原因分析及改进措施"),
)
_THREE = (("operator", "指标性质"), ("target", "指标值"), ("measure", "度量单位"))

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "ministry-2016",
        "项目支出绩效自评表",
        "项目支出",
        (
            ("initial", "年初预算数(A)"),
            ("executed", "全年执行数(B)"),
            ("weight", "分值(10分)"),
            ("rate", "执行率(B/A)"),
            ("score", "得分"),
            ("other", "得分计算方法"),
        ),
        ("年度资金总额", "其中:本年一般公共预算拨款", "上年结转资金", "其他资金"),
        (
            *_L,
            ("weight", "分值"),
            ("target", "年度指标值(A)"),
            ("actual", "全年实际值(B)"),
            ("other", "得分计算方法"),
            ("score", "得分"),
            ("reason", "未完成原因分析"),
        ),
        (("project", "项目名称"), ("supervisor", "主管部门及代码"), ("department", "实施单位")),
    ),
    Layout(
        "district-2019",
        "区级部门预算项目支出绩效自评表",
        "项目支出",
        (
            ("initial", "年初预算数(A)"),
            ("executed", "全年执行数(B)"),
            ("weight", "分值"),
            ("rate", "执行率(B/A)"),
            ("score", "得分"),
            ("other", "得分计算方法"),
        ),
        ("年度资金总额", "其中:财政拨款", "上年结转", "其他资金"),
        (
            *_L,
            ("target", "预期指标值(A)"),
            ("actual", "实际完成指标值(B)"),
            ("weight", "分值"),
            ("score", "得分"),
            ("reason", "未完成原因"),
            ("other", "得分计算方法"),
        ),
        (*_PROJECT, ("leader", "项目负责人")),
        goals_first=True,
    ),
    Layout(
        "general",
        "部门整体支出绩效自评表",
        "部门整体",
        (
            ("initial", "年初预算数"),
            ("adjusted", "全年预算数"),
            ("executed", "全年执行数"),
            ("weight", "分值"),
            ("rate", "执行率"),
            ("score", "得分"),
        ),
        GENERAL,
        _GENERAL_ROWS,
        (("department", "部门"),),
        fund_block="预算资金({unit})",
    ),
    Layout(
        "three-cells",
        "{year}年度项目支出绩效自评表",
        "项目支出",
        (
            ("initial", "年初预算数"),
            ("adjusted", "全年预算数"),
            ("executed", "全年执行数"),
            ("weight", "分值"),
            ("rate", "执行率"),
            ("score", "得分"),
        ),
        GENERAL,
        (
            *_L,
            *_THREE,
            ("actual", "实际完成值"),
            ("weight", "分值"),
            ("score", "得分"),
            ("reason", "偏差原因分析及改进措施"),
        ),
        _PROJECT,
        grade=True,
    ),
    Layout(
        "system-reasons",
        "部门预算项目支出绩效自评表",
        "项目支出",
        (
            ("initial", "年初预算"),
            ("adjusted", "调整后预算数"),
            ("executed", "预算执行数"),
            ("rate", "预算执行率"),
            ("weight", "权重"),
            ("score", "得分"),
            ("reason", "原因"),
        ),
        ("总额", "其中:财政资金", "财政专户管理资金", "其他资金"),
        (*_L, *_THREE, ("actual", "完成值"), ("weight", "权重"), ("score", "得分"), ("reason", "未完成原因分析")),
        _PROJECT,
        fund_block="年度预算数({unit})",
        goals=("1.项目年度目标完成情况", "项目年度目标", "年度目标完成情况"),
        total="合计",
        closing=(("problems", "存在问题"), ("measures", "改进措施")),
    ),
    Layout(
        "no-weights",
        "{year}年度财政项目绩效自评表",
        "项目支出",
        (("adjusted", "预算数(A)"), ("executed", "执行数(B)"), ("rate", "执行率(B/A)"), ("score", "得分(20分*执行率)")),
        ("年度财政资金总额", "其中:财政拨款", "上年结转资金", "其他资金"),
        (*_L, ("target", "年初目标值(A)"), ("actual", "实际完成值(B)"), ("score", "得分")),
        (("project", "项目名称"), ("supervisor", "主管部门"), ("department", "项目实施单位")),
        fund_block="预算执行情况({unit})",
        goals=None,
        total="总分",
        points_in_labels=True,
        closing=(("problems", "偏差大或目标未完成原因分析"), ("measures", "改进措施及结果应用方案")),
    ),
    Layout(
        "no-scores",
        "专项资金绩效目标自评表",
        "项目支出",
        _PLAIN3,
        ("合计", "一般预算内拨款", "上年结转", "其他资金"),
        (*_L, ("target", "年初目标值"), ("actual", "实际完成值"), ("reason", "未完成原因及改进措施")),
        (("project", "专项资金名称"), ("department", "资金使用单位")),
        total=None,
    ),
    Layout(
        "reviewed",
        "财政项目绩效自评表",
        "项目支出",
        _PLAIN3,
        ("资金总额", "当年财政拨款", "上年结转", "其他资金"),
        (
            ("level1", "一级指标"),
            ("level2", "二级指标"),
            ("level3", "指标名称"),
            ("target", "年初指标值"),
            ("actual", "年终完成值"),
            ("score", "自评分"),
            ("other", "复核分"),
            ("other2", "评价标准"),
        ),
        (("project", "项目名称"), ("department", "承担单位")),
    ),
    Layout(
        "reference-points",
        "市级财政项目支出绩效自评表",
        "项目支出",
        (
            ("initial", "年初预算数"),
            ("adjusted", "调整预算数(A)"),
            ("executed", "全年执行数(B)"),
            ("rate", "执行率(B/A)"),
        ),
        GENERAL,
        (
            *_L,
            ("weight", "参考分值"),
            ("target", "指标值(A)"),
            ("actual", "全年实际值(B)"),
            ("score", "得分"),
            ("reason", "未完成原因分析及改进措施"),
        ),
        _PROJECT,
        points_in_labels=True,
    ),
    Layout(
        "region",
        "项目支出绩效自评表",
        "项目支出",
        _PLAIN3,
        ("年度资金总额", "中央补助", "自治区补助", "市县资金"),
        (
            *_L,
            ("weight", "分值"),
            ("target", "年度指标值"),
            ("actual", "全年实际值"),
            ("score", "得分"),
            ("reason", "未完成原因及改进措施"),
        ),
        (("project", "项目名称"), ("department", "项目单位")),
    ),
    Layout(
        "revitalisation",
        "专项资金绩效目标自评表",
        "项目支出",
        (
            ("adjusted", "全年预算数(A)"),
            ("executed", "全年执行数(B)"),
            ("weight", "分值"),
            ("rate", "执行率(B/A)"),
            ("score", "得分"),
        ),
        ("年度资金总额", "其中:本年财政拨款", "上年结转", "其他资金"),
        (
            *_L,
            ("weight", "分值"),
            ("target", "年度指标值"),
            ("actual", "全年实际值"),
            ("score", "得分"),
            ("reason", "未完成原因及拟采取的改进措施"),
        ),
        _PROJECT,
        goals=("年度总体目标", "年初设定目标", "全年实际完成情况"),
    ),
    Layout(
        "transfer-old",
        "转移支付区域(项目)绩效自评表",
        "转移支付",
        (("adjusted", "全年预算数(A)"), ("executed", "全年执行数(B)"), ("rate", "预算执行率(B/A)")),
        ("年度资金总额:", "其中:中央补助", "地方资金", "其他资金"),
        (*_L, ("target", "指标值"), ("actual", "全年实际完成值"), ("reason", "未完成原因和改进措施")),
        (
            ("project", "转移支付(项目)名称"),
            ("central", "中央主管部门"),
            ("supervisor", "地方主管部门"),
            ("department", "资金使用单位"),
        ),
        goals=("总体目标完成情况", "总体目标", "全年实际完成情况"),
        total=None,
    ),
    Layout(
        "transfer-new",
        "转移支付绩效自评表",
        "转移支付",
        (("adjusted", "全年预算数(A)"), ("executed", "全年执行数(B)"), ("rate", "预算执行率(B/A×100%)")),
        ("年度资金总额:", "其中:中央财政资金", "地方资金", "其他资金"),
        (*_L, ("target", "指标值"), ("actual", "全年实际完成值"), ("reason", "未完成原因和改进措施")),
        (("project", "转移支付(项目)名称"), ("central", "中央主管部门"), ("department", "资金使用单位")),
        fund_block="资金投入情况({unit})",
        goals=("总体目标完成情况", "总体目标", "全年实际完成情况"),
        total=None,
    ),
    Layout(
        "department-nature",
        "部门整体支出绩效自评表",
        "部门整体",
        (
            ("initial", "年初预算数"),
            ("adjusted", "全年预算数"),
            ("executed", "全年执行数"),
            ("weight", "分值"),
            ("rate", "执行率"),
            ("score", "自评得分"),
        ),
        ("年度资金总额", "一般公共预算", "政府性基金拨款", "其他资金"),
        _GENERAL_ROWS,
        (("department", "单位名称"),),
        fund_block="年度预算申请({unit})",
    ),
    Layout(
        "county-special",
        "专项资金绩效目标自评表",
        "项目支出",
        _PLAIN3,
        ("年度资金总额", "其中:中央、省、市补助", "县级资金", "其他资金"),
        (*_L, ("target", "年度指标值"), ("actual", "全年完成值"), ("reason", "未完成原因和改进措施")),
        (("project", "专项名称"), ("department", "实施单位")),
        total=None,
    ),
    Layout(
        "flat",
        "部门整体绩效自评表",
        "部门整体",
        (
            ("initial", "年初预算数"),
            ("adjusted", "全年(调整)预算数"),
            ("executed", "全年执行数"),
            ("rate", "执行率"),
            ("weight", "执行率权重"),
            ("score", "执行率得分"),
        ),
        GENERAL,
        (
            ("level3", "指标名称"),
            ("measure", "计量单位"),
            ("operator", "指标性质"),
            ("target", "年初指标值"),
            ("actual", "全年完成值"),
            ("other", "得分系数(%)"),
            ("weight", "指标权重"),
            ("score", "指标得分"),
            ("other2", "是否核心指标"),
        ),
        (("department", "部门(单位)名称"),),
    ),
    Layout(
        "points-in-names",
        "项目支出绩效自评表",
        "项目支出",
        (),
        GENERAL,
        (*_L, ("score", "得分")),
        _PROJECT,
        goals=None,
        points_in_labels=True,
    ),
    Layout(
        "system-yuan",
        "部门整体支出绩效自评表",
        "部门整体",
        (("source", "资金来源"), *_A6),
        ("资金总额", "人员类项目", "运转类公用经费项目", "特定目标类项目"),
        (
            *_L,
            ("target", "年度指标值(A)"),
            ("actual", "实际完成值(B)"),
            ("weight", "分值"),
            ("score", "得分"),
            ("reason", "未完成原因分析"),
        ),
        (("department", "部门(单位)名称"),),
        fund_block="部门(单位)总体资金({unit})",
        points_in_labels=True,
    ),
    Layout(
        "targets",
        "绩效目标申报表",
        "项目支出",
        (),
        ("年度资金总额:", "其中:财政拨款", "上年结转", "其他资金"),
        (*_L, ("target", "指标值"), ("weight", "权重")),
        _PROJECT,
        goals=("年度总体目标", "", ""),
        total=None,
        stage="targets",
    ),
    Layout(
        "monitoring",
        "绩效运行监控表",
        "项目支出",
        (
            ("initial", "年初预算数"),
            ("executed", "1-7月执行数"),
            ("rate", "1-7月执行率"),
            ("expected", "全年预计执行数"),
        ),
        GENERAL,
        (
            *_L,
            ("target", "年度指标值"),
            ("actual", "1-7月执行情况"),
            ("expected", "全年预计完成情况"),
            ("reason", "偏差原因分析"),
            ("other", "备注"),
        ),
        _PROJECT,
        goals=("年度总体目标", "", ""),
        total=None,
        stage="monitoring",
    ),
)
